package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.ImagePolicy;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.cli.image.ImageReader;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.image.Image;
import io.github.jbuild.verify.ImageVerifier;
import io.github.jbuild.verify.VerifyReport;
import java.util.List;
import java.util.Map;

/** Accepts only images that match the profile that they were built from. */
final class VerifiedBuild implements ImagePolicy {

  private final ConnectedEngine engine;
  private final JobOptions jobs;
  private final BuildEvent.Listener events;
  private final Console console;

  VerifiedBuild(
      ConnectedEngine engine, JobOptions jobs, BuildEvent.Listener events, Console console) {
    this.engine = engine;
    this.jobs = jobs;
    this.events = events;
    this.console = console;
  }

  @Override
  public void require(BuildJob job, ContainerEngine.Image built) {
    FactTables facts = jobs.facts();
    Expectations expected =
        new Expectations(
            jobs.plan(job.profile()), new Facts(facts), ImageFacts.of(facts), Map.of());
    // The engine's connection is the build's to close.
    Image image = new ImageReader(() -> engine, console, false).read(built.id());
    VerifyReport report = ImageVerifier.verify(image, expected);
    if (!report.accepted(false)) {
      throw JbuildException.of(
              Kind.FINDINGS,
              "the image of "
                  + job.profile()
                  + " was built but failed verification; it was not tagged")
          .details(details(report))
          .hint(
              "jbuild verify --profile " + job.profile() + " " + built.id() + " shows everything");
    }
    report.findings().stream()
        .filter(finding -> finding.counts(Severity.WARNING))
        .forEach(finding -> events.on(new BuildEvent.Warning(line(finding))));
    events.on(
        new BuildEvent.Header(
            "verified",
            report.count(Status.PASSED)
                + " checks passed, "
                + report.count(Status.WARNED)
                + " with warnings"));
  }

  private static List<String> details(VerifyReport report) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .map(VerifiedBuild::line)
        .toList();
  }

  private static String line(Finding finding) {
    return finding.rule().code()
        + " "
        + finding.path().map(path -> path + ": ").orElse("")
        + finding.message();
  }
}
