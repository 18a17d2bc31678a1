package io.github.jbuild.it;

import io.github.jbuild.image.elf.Closure;
import io.github.jbuild.image.elf.Dependency;
import io.github.jbuild.image.elf.ElfFile;
import io.github.jbuild.image.elf.VersionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a closure differs from what {@code ldd} printed about the same file. */
final class LoaderVerdicts {

  private static final Pattern ARROW = Pattern.compile("\\s*(.+?) => (.+?)(?: \\(0x[0-9a-f]+\\))?");
  private static final Pattern PATH = Pattern.compile("\\s*(/\\S+) \\(0x[0-9a-f]+\\)");
  private static final Pattern VERSION =
      Pattern.compile("\\S+: (\\S+): version `(\\S+)' not found \\(required by (\\S+)\\)");
  private static final Pattern BROKEN =
      Pattern.compile(".*error while loading shared libraries: (\\S+): .*");

  private LoaderVerdicts() {}

  /**
   * Compares.
   *
   * @param ldd both outputs of {@code ldd FILE}, line by line
   * @param closure what was found out about the same file; empty if the loader does not load it
   * @return one line a difference
   */
  static List<String> differences(List<String> ldd, Optional<Closure> closure) {
    if (closure.isEmpty()) {
      return ldd.stream()
              .anyMatch(line -> line.matches("\\s*(not a dynamic executable|statically linked)"))
          ? List.of()
          : List.of("ldd lists libraries: " + ldd);
    }
    if (ldd.stream().anyMatch(line -> line.strip().equals("statically linked"))) {
      // so it calls what needs nothing, whatever is preloaded
      List<String> needed =
          closure.get().root().content().orElseThrow().seen(ElfFile.class).orElseThrow().needed();
      return needed.isEmpty() ? List.of() : List.of("+ " + needed);
    }
    List<String> told = new ArrayList<>();
    for (String line : ldd) {
      told(line, closure.get()).ifPresent(told::add);
    }
    List<String> found = found(closure.get());
    if (told.stream().anyMatch(line -> line.startsWith("broken "))) {
      // ldd stops at the first one
      found = found.stream().filter(line -> line.startsWith("broken ")).limit(1).toList();
    }
    List<String> differences = new ArrayList<>();
    List<String> expected = new ArrayList<>(told);
    found.stream().filter(line -> !expected.remove(line)).forEach(l -> differences.add("+ " + l));
    expected.forEach(line -> differences.add("- " + line));
    if (differences.isEmpty() && !libraries(found).equals(libraries(told))) {
      differences.add("another order: " + found + " instead of " + told);
    }
    return differences;
  }

  private static List<String> libraries(List<String> lines) {
    return lines.stream().filter(line -> line.contains(" => ")).toList();
  }

  private static List<String> found(Closure closure) {
    List<String> lines = new ArrayList<>();
    for (Dependency each : closure.dependencies()) {
      lines.add(
          switch (each.status()) {
            case FOUND -> each.name() + " => " + each.path().orElseThrow();
            case MISSING, HOST -> each.name() + " => not found";
            case BROKEN -> broken(each.path().orElseThrow());
          });
    }
    for (VersionProblem each : closure.versionProblems()) {
      if (each.kind() == VersionProblem.Kind.NOT_FOUND) {
        lines.add(
            "version " + each.version() + " of " + each.library() + " for " + each.neededBy());
      }
    }
    return lines;
  }

  /** The loader names a broken library by its path or by its name alone. */
  private static String broken(String path) {
    return "broken " + path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<String> told(String line, Closure closure) {
    Matcher broken = BROKEN.matcher(line);
    if (broken.matches()) {
      return Optional.of(broken(broken.group(1)));
    }
    Matcher version = VERSION.matcher(line);
    if (version.matches()) {
      return Optional.of(
          "version " + version.group(2) + " of " + version.group(1) + " for " + version.group(3));
    }
    Matcher arrow = ARROW.matcher(line);
    if (arrow.matches() && !arrow.group(1).equals(closure.interpreter())) {
      return Optional.of(arrow.group(1) + " => " + arrow.group(2));
    }
    Matcher path = PATH.matcher(line);
    return path.matches() && !path.group(1).equals(closure.interpreter())
        ? Optional.of(path.group(1) + " => " + path.group(1))
        : Optional.empty();
  }
}
