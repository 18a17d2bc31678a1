package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.FirstProcess;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An init is the first process of the container. */
final class InitCheck implements PlanCheck {

  /** Inits that a Debian package of the same name contains. */
  private static final Set<String> PACKAGED = Set.of("tini", "dumb-init", "catatonit");

  private static final Rule RULE =
      new Rule(
          "JB116",
          "init",
          "an init runs as PID 1",
          "Python as PID 1 ignores SIGTERM, so docker stop waits ten seconds and kills it; a shell does not forward signals.",
          new Rule.Guide(
              "Error; warning for an init that nothing in the profile installs.",
              """
              app:
                entrypoint: [python3, -m, app]
                command: []
              """,
              "Set app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime; in the shell form, put exec before the program."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> words = plan.words();
    if (words.isEmpty()) {
      return CheckResult.notApplicable(
          RULE, "the profile sets neither entrypoint nor command; verify (JB205) reads the base's");
    }
    FirstProcess first = FirstProcess.of(words);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    if (first.shell() || first.isServer()) {
      verdict.add(
          Severity.ERROR,
          plan.startField(),
          "PID 1 is " + first.name() + (first.shell() ? ", which does not forward signals" : ""),
          Evidence.PROFILE,
          "app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime");
    }
    String init = first.name();
    if (PACKAGED.contains(init) && !isBrought(plan, init)) {
      verdict.add(
          Severity.WARNING,
          plan.startField(init),
          "PID 1 is " + init + ", which nothing in the profile installs",
          Evidence.PROFILE,
          "apt: {runtime: [" + init + "]}, unless the base has it");
    }
    return verdict.result(
        "PID 1 is " + first.name() + "; verify (JB205) reads scripts in the image");
  }

  private static boolean isBrought(PlanContext plan, String init) {
    Profile profile = plan.profile();
    List<Profile.Copy> copies = new ArrayList<>(profile.app().copy());
    if (profile.donorOrNull() != null) {
      copies.addAll(profile.donorOrNull().copy());
    }
    Set<String> files = new HashSet<>(profile.app().links().keySet());
    for (Profile.Copy copy : copies) {
      files.addAll(copy.from());
      files.add(copy.to());
    }
    return plan.installs(init)
        || plan.requirements().installs(init)
        || !profile.raw().isEmpty()
        || files.stream().anyMatch(file -> file.substring(file.lastIndexOf('/') + 1).equals(init));
  }
}
