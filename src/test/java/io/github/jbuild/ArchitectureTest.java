package io.github.jbuild;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jbuild.build.ImageBuilder;
import io.github.jbuild.checks.image.ImageCheck;
import io.github.jbuild.checks.plan.PlanChecks;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the arrows between packages. They point one way: from the command line to the use cases,
 * the domain, {@code core}; the adapters stand at the side. Packages are named without what all
 * have in common.
 */
class ArchitectureTest {

  private static final String ROOT = "io.github.jbuild.";

  /** Most classes that a package has; a list of one kind may be longer. */
  private static final int CROWD = 30;

  /** Kinds of which a package may hold any number, one class each. */
  private static final List<String> KINDS =
      List.of(ImageCheck.class.getName(), PlanChecks.class.getPackageName() + ".PlanCheck");

  /** What protoc writes. */
  private static final String GENERATED = "buildkit.proto";

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.jbuild");

  /** What each folder below the root knows. The command line may know everything. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "core | nothing",
        "secret | nothing",
        "yaml | core",
        "python | core",
        "facts | core yaml",
        "profile | core yaml",
        "draft | core facts profile",
        "plan | core facts profile",
        "render | core plan",
        "context | core",
        "image | core python secret",
        "checks | core facts image plan profile python secret",
        "build | context core plan profile render",
        "compare | core image",
        "verify | checks core facts image plan profile",
        "buildkit | core",
        "engine | build buildkit context core image verify",
        "cli | build buildkit checks compare core draft engine facts image plan profile render"
            + " verify"
      })
  void a_folder_knows_only(String folder, @Nullable String known) {
    assertThat(known(folder, 1)).isEqualTo(names(known));
  }

  @Test
  void every_folder_says_what_it_knows() throws NoSuchMethodException {
    CsvSource arrows =
        ArchitectureTest.class
            .getDeclaredMethod("a_folder_knows_only", String.class, String.class)
            .getAnnotation(CsvSource.class);
    assertThat(Stream.of(arrows.value()).map(line -> line.split(" ", 2)[0]))
        .containsExactlyInAnyOrderElementsOf(
            packages().map(name -> name.split("\\.", -1)[0]).collect(toCollection(TreeSet::new)));
  }

  /** What the parts of a folder know of each other; the folder's own classes go by its name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "cli.terminal | nothing",
        "cli.options | cli.terminal",
        "cli.progress | cli.terminal",
        "cli.image | cli.options cli.terminal",
        "cli.build | cli.image cli.options cli.progress cli.terminal",
        "cli.profile | cli.options cli.terminal",
        "cli.explain | cli.options cli.terminal",
        "engine.auth | nothing",
        "engine.failure | nothing",
        "engine.connect | engine.auth",
        "engine.builder | engine.failure",
        "engine.image | engine.connect engine.failure",
        "engine.classic | engine.auth engine.builder engine.failure engine.image",
        "engine.buildkit | engine.auth engine.builder engine.connect engine.failure",
        "buildkit.transport | nothing",
        "buildkit.session | buildkit.transport",
        "buildkit.filesync | buildkit.session buildkit.transport",
        "buildkit.content | buildkit buildkit.filesync buildkit.session buildkit.transport",
        "profile.decode | profile",
        "profile.load | profile profile.decode",
        "profile.write | profile profile.load",
        "image.archive | image",
        "image.elf | image",
        "image.python | image",
        "image.debian | image",
        "image.software | image image.debian image.python",
        "image.inspect | image image.debian image.elf image.python image.software",
        "checks.plan | checks",
        "checks.image | checks"
      })
  void a_part_knows_of_its_folder_only(String part, @Nullable String known) {
    String folder = part.substring(0, part.indexOf('.'));
    Set<String> siblings = known(part, 2);
    siblings.removeIf(name -> !isIn(name, folder) || isIn(name, folder + ".proto"));
    assertThat(siblings).isEqualTo(names(known));
  }

  @Test
  void no_package_is_in_a_circle() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PROJECT);
  }

  @ParameterizedTest
  @MethodSource("foldersOfFolders")
  void no_folder_is_in_a_circle_with_its_neighbours(String folder) {
    slices().matching(ROOT + folder + "(*)..").should().beFreeOfCycles().check(PROJECT);
  }

  static Stream<String> foldersOfFolders() {
    return Stream.concat(
        Stream.of(""),
        packages()
            .filter(name -> name.contains("."))
            .flatMap(
                name ->
                    IntStream.range(1, name.split("\\.", -1).length)
                        .mapToObj(depth -> cut(name, depth) + "."))
            .distinct());
  }

  @Test
  void no_package_is_crowded() {
    Map<String, Long> classes =
        PROJECT.stream()
            .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> KINDS.stream().noneMatch(type::isAssignableTo))
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    classes.keySet().removeIf(name -> isIn(name, ROOT + GENERATED));
    assertThat(classes).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(CROWD));
  }

  @Test
  void adapters_use_ports_and_values_of_the_use_cases_not_their_work() {
    noClasses()
        .that()
        .resideInAPackage(folder("engine"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ImageBuilder.class)
        .check(PROJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "picocli..,cli",
    "com.github.dockerjava..,engine",
    "io.pebbletemplates..,render",
    "org.yaml..,yaml",
    "io.grpc..,buildkit",
    "com.google.protobuf..,buildkit"
  })
  void libraries_stay_where_they_belong(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(folder(home))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROJECT);
  }

  @Test
  void only_the_command_line_speaks_to_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage(folder("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(PROJECT);
  }

  @Test
  void only_the_command_line_reads_clocks() {
    noClasses()
        .that()
        .resideOutsideOfPackage(folder("cli"))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(PROJECT);
  }

  /** The folders that classes of a package know, down to a depth; not the package itself. */
  private static Set<String> known(String name, int depth) {
    assertThat(packages()).as("packages").anyMatch(other -> isIn(other, name));
    return PROJECT.stream()
        .filter(type -> isIn(type.getPackageName(), ROOT + name))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(arrow -> arrow.getTargetClass().getPackageName())
        .filter(target -> target.startsWith(ROOT) && !isIn(target, ROOT + name))
        .map(target -> cut(target.substring(ROOT.length()), depth))
        .collect(toCollection(TreeSet::new));
  }

  private static String cut(String name, int depth) {
    return String.join(".", List.of(name.split("\\.", depth + 1)).stream().limit(depth).toList());
  }

  private static Set<String> names(@Nullable String line) {
    return line == null ? Set.of() : Set.of(line.split(" ", -1));
  }

  /** All packages that have classes. */
  private static Stream<String> packages() {
    return PROJECT.stream()
        .map(type -> type.getPackageName().substring(ROOT.length()))
        .distinct()
        .sorted();
  }

  private static boolean isIn(String name, String folder) {
    return name.equals(folder) || name.startsWith(folder + ".");
  }

  /** A folder with all below it, as rules write it. */
  private static String folder(String name) {
    assertThat(packages()).as("packages").anyMatch(other -> isIn(other, name));
    return ROOT + name + "..";
  }
}
