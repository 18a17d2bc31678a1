package io.github.jbuild;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between packages: cli, use cases, domain, core; adapters at the side. */
class ArchitectureTest {

  private static final String ROOT = "io.github.jbuild.";
  private static final List<String> DOMAIN =
      List.of("profile", "plan", "render", "checks", "facts", "dockerfile", "context", "image");
  private static final List<String> USE_CASES =
      List.of("build", "release", "compare", "verify", "lock", "doctor");
  private static final List<String> ADAPTERS = List.of("engine", "registry", "pypi", "store");
  private static final List<String> LIBRARIES = List.of("buildkit");

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.jbuild");

  @Test
  void core_knows_nobody() {
    onlyKnow(List.of("core"), List.of());
  }

  @Test
  void the_domain_knows_only_itself_and_core() {
    onlyKnow(DOMAIN, List.of("core"));
  }

  @Test
  void use_cases_know_only_the_domain_and_core() {
    for (String useCase : USE_CASES) {
      onlyKnow(List.of(useCase), with(DOMAIN, "core"));
    }
  }

  @Test
  void libraries_know_only_themselves_and_core() {
    for (String library : LIBRARIES) {
      onlyKnow(List.of(library), List.of("core"));
    }
  }

  @Test
  void adapters_know_only_the_domain_the_use_cases_ports_libraries_and_core() {
    List<String> known = new ArrayList<>(with(DOMAIN, "core"));
    known.addAll(USE_CASES);
    known.addAll(LIBRARIES);
    for (String adapter : ADAPTERS) {
      onlyKnow(List.of(adapter), known);
    }
  }

  @Test
  void adapters_use_ports_and_values_of_the_use_cases_not_their_work() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(ADAPTERS))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.github.jbuild.build.ImageBuilder")
        .allowEmptyShould(true)
        .check(PROJECT);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.github.jbuild.(*)..").should().beFreeOfCycles().check(PROJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "picocli..,cli",
    "com.github.dockerjava..,engine",
    "io.pebbletemplates..,render",
    "org.yaml..,profile",
    "io.grpc..,buildkit",
    "com.google.protobuf..,buildkit"
  })
  void libraries_stay_where_they_belong(String library, String homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages(List.of(homes.split(" ", -1))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROJECT);
  }

  @Test
  void only_the_command_line_speaks_to_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
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
        .resideOutsideOfPackage(ROOT + "cli..")
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

  private static void onlyKnow(List<String> who, List<String> whom) {
    List<String> known = new ArrayList<>(who);
    known.addAll(whom);
    classes()
        .that()
        .resideInAnyPackage(packages(who))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.github.jbuild..").or(resideInAnyPackage(packages(known))))
        .allowEmptyShould(true)
        .check(PROJECT);
  }

  private static List<String> with(List<String> names, String another) {
    List<String> all = new ArrayList<>(names);
    all.add(another);
    return all;
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }
}
