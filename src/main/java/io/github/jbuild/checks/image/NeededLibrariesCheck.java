package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.facts.LoaderFacts;
import io.github.jbuild.image.elf.Closure;
import io.github.jbuild.image.elf.Dependency;
import io.github.jbuild.image.elf.VersionProblem;
import io.github.jbuild.image.python.PythonEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The loader finds what every program and library needs: in the image, or on the host where that is
 * a library that NVIDIA's container runtime provides.
 */
final class NeededLibrariesCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB231",
          "needed-libraries",
          "the loader finds the libraries that programs and libraries need",
          "\"error while loading shared libraries\" and \"cannot open shared object file\" appear only"
              + " when the program starts or the module is imported.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    return new Search(image, expected).result();
  }

  /** One run over all ELF files of an image. */
  private static final class Search {

    private static final Pattern USUAL = Pattern.compile("/(usr/|usr/local/)?(s?bin|lib)/.*");

    private final ImageContext image;
    private final Expectations expected;
    private final Verdict verdict = new Verdict(RULE);
    private final Map<String, String> bySoname = new HashMap<>();
    private final Set<String> sites;
    private final Set<String> host = new TreeSet<>();
    private final Set<String> optional = new TreeSet<>();
    private int loaded;
    private int brought;

    Search(ImageContext image, Expectations expected) {
      this.image = image;
      this.expected = expected;
      this.sites =
          image.python().stream()
              .map(PythonEnvironment::siteFolders)
              .flatMap(List::stream)
              .collect(Collectors.toSet());
      for (ImageContext.Elf file : image.elfFiles()) {
        file.elf().soname().ifPresent(name -> bySoname.putIfAbsent(name, file.path()));
      }
    }

    CheckResult result() {
      for (ImageContext.Elf file : image.elfFiles()) {
        image.closure(file.path()).ifPresent(closure -> look(file, closure));
      }
      if (loaded == 0) {
        return CheckResult.notApplicable(RULE, "the image has no files for the dynamic loader");
      }
      List<String> evidence =
          new ArrayList<>(
              List.of(Count.of(loaded, "program or library", "programs and libraries")));
      if (!host.isEmpty()) {
        evidence.add(String.join(", ", host) + " from the host");
      }
      if (brought > 0) {
        evidence.add(brought + " needs met by a Python package itself");
      }
      if (!optional.isEmpty()) {
        evidence.add("unusable but optional: " + String.join(", ", optional));
      }
      return verdict.result(String.join("; ", evidence));
    }

    private void look(ImageContext.Elf file, Closure closure) {
      loaded++;
      if (!closure.interpreterFound() && file.elf().interpreter().isPresent()) {
        report(file, "its loader " + closure.interpreter() + " is not in the image", "");
      }
      for (Dependency dependency : closure.dependencies()) {
        if (dependency.neededBy().equals(file.path())) {
          look(file, dependency);
        }
      }
      for (VersionProblem problem : closure.versionProblems()) {
        if (problem.kind() == VersionProblem.Kind.NOT_FOUND
            && problem.neededBy().equals(file.path())) {
          report(
              file,
              "it needs " + problem.version() + " of " + problem.library() + ", which is too old",
              "use a build for the distribution of the base, or a newer base");
        }
      }
    }

    private void look(ImageContext.Elf file, Dependency dependency) {
      switch (dependency.status()) {
        case FOUND -> {
          // as it should be
        }
        case HOST -> host.add(dependency.name());
        case MISSING -> missing(file, dependency.name());
        case BROKEN ->
            report(
                file,
                "it needs "
                    + dependency.name()
                    + ", and "
                    + dependency.path().orElse("")
                    + " cannot be loaded: "
                    + dependency.reason().orElse(""),
                "");
      }
    }

    private void missing(ImageContext.Elf file, String name) {
      Optional<LoaderFacts.Named> left =
          expected.facts().loader().optional(Startup.baseName(file.path()));
      if (left.isPresent()) {
        optional.add(left.get().name());
        return;
      }
      String elsewhere = bySoname.get(name);
      if (elsewhere == null) {
        report(file, "it needs " + name + ", which is not in the image", "install or copy it");
      } else if (importsFirst(file.path(), elsewhere)
          || image.fromOnePackage(file.path(), elsewhere)) {
        // What imports or starts it loads the other first, and the loader then takes that one by
        // its name: a Python package's __init__, Java's launcher.
        brought++;
      } else {
        report(
            file,
            "it needs " + name + ", but the loader does not search its directory: " + elsewhere,
            "add the directory to /etc/ld.so.conf.d and run ldconfig");
      }
    }

    private void report(ImageContext.Elf file, String message, String remedy) {
      verdict.add(severity(file.path()), message, file.path(), null, remedy);
    }

    /** Tools outside the usual path, as in NVIDIA's /opt, may lack what only their GUI needs. */
    private Severity severity(String path) {
      boolean usual = inSite(path) || USUAL.matcher(path).matches() || path(folder(path));
      return usual ? Severity.ERROR : Severity.WARNING;
    }

    private boolean path(String folder) {
      return Arrays.asList(image.config().env().getOrDefault("PATH", "").split(":", -1))
          .contains(folder);
    }

    private boolean inSite(String path) {
      return !importName(path).isEmpty();
    }

    /**
     * Whether Python has loaded a library before a module that needs it: one of the same package,
     * or of torch, which extensions of torch import. Nothing loads the nvidia packages' libraries.
     */
    private boolean importsFirst(String path, String library) {
      String other = importName(library);
      return inSite(path) && (other.equals(importName(path)) || other.equals("torch"));
    }

    /** The package or module of a file in a site folder; empty for one elsewhere. */
    private String importName(String path) {
      for (String site : sites) {
        if (path.startsWith(site + "/")) {
          int end = path.indexOf('/', site.length() + 1);
          return path.substring(site.length() + 1, end < 0 ? path.length() : end);
        }
      }
      return "";
    }

    private static String folder(String path) {
      return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }
  }
}
