package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** uvicorn runs on the event loop of Python's own library. */
final class UvloopCheck implements PlanCheck {

  /** Extras of uvicorn and fastapi that install it. */
  private static final Set<String> EXTRAS = Set.of("standard", "all");

  private static final Evidence EVIDENCE =
      new Evidence(Confidence.B, "build notes of joshsgoldstein/gliner-jetson-api");

  private static final Rule RULE =
      new Rule(
          "JB118",
          "uvloop",
          "uvicorn runs with --loop asyncio if uvloop is installed",
          "uvicorn uses uvloop if it is installed, which can conflict with CUDA and torch on Jetson.",
          new Rule.Guide(
              "Warning if a requirement installs uvloop; note if that is not known.",
              """
              python:
                packages: ["uvicorn[standard]==0.34.0", numpy==1.26.4]
              app:
                command: [uvicorn, app:app]
              """,
              "Start uvicorn with --loop asyncio, or add uvloop to python.remove."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> words = plan.commandWords();
    if (words.stream().noneMatch(UvloopCheck::isUvicorn)) {
      return CheckResult.notApplicable(RULE, "the command does not start uvicorn");
    }
    boolean asyncio =
        String.join(" ", words).matches("(?s).*--loop[ =]asyncio\\b.*")
            || plan.profile().app().env().getOrDefault("UVICORN_LOOP", "").equals("asyncio");
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    if (!asyncio && !plan.removes("uvloop")) {
      Optional<RequirementLine> by =
          plan.requirements().lines().stream().filter(UvloopCheck::brings).findFirst();
      verdict.add(
          by.isPresent() ? Severity.WARNING : Severity.NOTE,
          plan.startField(),
          by.map(line -> line.shown() + " installs uvloop, and uvicorn uses it")
              .orElse("uvicorn uses uvloop if another package installs it"),
          EVIDENCE,
          "add --loop asyncio to the command, or uvloop to python.remove");
    }
    return verdict.result(
        asyncio ? "uvicorn with --loop asyncio" : "uvicorn without --loop asyncio");
  }

  private static boolean isUvicorn(String word) {
    return word.substring(word.lastIndexOf('/') + 1).equals("uvicorn")
        || word.startsWith("uvicorn.workers");
  }

  private static boolean brings(RequirementLine line) {
    boolean standard = line.requirement().extras().stream().anyMatch(EXTRAS::contains);
    return line.kind().installs()
        && (line.name().equals("uvloop")
            || (standard && (line.name().equals("uvicorn") || line.name().equals("fastapi"))));
  }
}
