package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.plan.RequirementLine.IndexOption;
import io.github.jbuild.checks.plan.RequirementLine.Kind;
import io.github.jbuild.checks.plan.RequirementLine.Problem;
import io.github.jbuild.checks.plan.RequirementLine.Secret;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.python.MarkerEnvironment;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every line of a profile and of its requirement files that requests a Python package on a Jetson;
 * those whose marker does not hold there are left out.
 *
 * @param options options of requirement files that name a package index
 * @param secrets lines of requirement files that hold a secret
 * @param problems what could not be read
 */
record RequirementLines(
    List<RequirementLine> lines,
    List<IndexOption> options,
    List<Secret> secrets,
    List<Problem> problems) {

  RequirementLines {
    lines = List.copyOf(lines);
    options = List.copyOf(options);
    secrets = List.copyOf(secrets);
    problems = List.copyOf(problems);
  }

  /** Reads all of a profile. */
  static RequirementLines of(Profile profile) {
    List<RequirementLine> lines = new ArrayList<>();
    List<IndexOption> options = new ArrayList<>();
    List<Secret> secrets = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Python python = profile.python();
    add(lines, profile, "python.packages", Kind.INSTALL, python.packages());
    add(lines, profile, "python.no-deps", Kind.NO_DEPS, python.noDeps());
    add(lines, profile, "python.constraints", Kind.CONSTRAINT, python.constraints());
    add(lines, profile, "python.overrides", Kind.OVERRIDE, python.overrides());
    @Nullable Path context = profile.app().contextOrNull();
    RequirementFiles files =
        new RequirementFiles(
            context == null ? Path.of("") : context,
            python.requirements(),
            lines,
            options,
            secrets,
            problems);
    for (int i = 0; context != null && i < python.requirements().size(); i++) {
      String file = python.requirements().get(i);
      @Nullable SourceSpan place =
          profile.origins().of("python.requirements[" + i + "]").orElse(null);
      if (Files.isRegularFile(context.resolve(file))) {
        files.read(file, Kind.INSTALL);
      } else {
        boolean elsewhere = !isHere(profile, context);
        problems.add(
            new Problem(
                !elsewhere,
                elsewhere
                    ? file + " is not available here; it is read when the image is built"
                    : "no such file: " + file + " in " + context,
                place));
      }
    }
    MarkerEnvironment jetson = MarkerEnvironment.jetson(Pep440Version.parse(python.version()));
    lines.removeIf(line -> !line.requirement().holds(jetson, List.of()));
    return new RequirementLines(lines, options, secrets, problems);
  }

  /** Whether all files were read, so that nothing else can be requested. */
  boolean complete() {
    return problems.isEmpty();
  }

  /** The lines about a distribution, by its normalized name. */
  Stream<RequirementLine> about(String name) {
    return lines.stream().filter(line -> line.name().equals(name));
  }

  /** Whether a line installs a distribution. */
  boolean installs(String name) {
    return about(name).anyMatch(line -> line.kind().installs());
  }

  private static void add(
      List<RequirementLine> lines, Profile profile, String field, Kind kind, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      @Nullable SourceSpan place = profile.origins().of(field + "[" + i + "]").orElse(null);
      parsed(texts.get(i))
          .ifPresent(requirement -> lines.add(new RequirementLine(kind, requirement, place)));
    }
  }

  /**
   * Whether any file that the profile takes from its context is there. The context of a built-in
   * profile is where jbuild runs, which need not be where the application is.
   */
  private static boolean isHere(Profile profile, Path context) {
    return Stream.concat(
            profile.python().requirements().stream(),
            profile.app().copy().stream().flatMap(copy -> copy.from().stream()))
        .filter(name -> name.indexOf('*') < 0 && !name.equals("."))
        .anyMatch(name -> Files.exists(context.resolve(name)));
  }

  /**
   * The profile's own rules are less strict in places; pip will object to what has no place here.
   */
  static Optional<Requirement> parsed(String text) {
    try {
      return Optional.of(Requirement.parse(text));
    } catch (JbuildException e) {
      return Optional.empty();
    }
  }
}
