package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.BuildRun.Outcome;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ImageBuilder;
import io.github.jbuild.build.ImagePolicy;
import io.github.jbuild.cli.options.CheckOptions;
import io.github.jbuild.cli.options.EngineOptions;
import io.github.jbuild.cli.options.EngineSource;
import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.progress.Display;
import io.github.jbuild.cli.progress.Progress;
import io.github.jbuild.cli.progress.Summary;
import io.github.jbuild.cli.progress.Ticker;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.render.Dialect;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Builds the images of one or several profiles. */
@Command(
    name = BuildCommand.NAME,
    sortOptions = false,
    description = {
      "Build images from profiles, for linux/arm64.",
      "Tags move once the whole image is built. Several profiles are built at the same time if"
          + " the builder can; after the first failure no further one is started without --keep-going."
    })
public final class BuildCommand implements Callable<Integer> {

  public static final String NAME = "build";

  @Mixin private final JobOptions jobs;

  @Mixin private final BuildOptions options = new BuildOptions();

  @Mixin private final CheckOptions checks = new CheckOptions();

  @Mixin private final Progress progress = new Progress();

  @Mixin private EngineOptions where = new EngineOptions();

  @ParentCommand private @Nullable JbuildCommand common;

  private final EngineSource engines;
  private final Invocation invocation;

  public BuildCommand(JobOptions jobs, EngineSource engines, Invocation invocation) {
    this.jobs = jobs;
    this.engines = engines;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (checks.only()) {
      jobs.load();
      return CheckOptions.print(jobs.reports(), invocation.console());
    }
    Display display = progress.display(invocation);
    BuildSettings settings = options.settings(invocation.console().environment());
    boolean verify = options.verifies();
    List<Outcome> outcomes;
    try (EarlyEngine early = new EarlyEngine(engines, where.choice())) {
      options.validate(jobs.load());
      CheckOptions.require(jobs.reports());
      outcomes = build(early.get(), display, settings, verify);
    }
    return Summary.conclude(outcomes, display, invocation);
  }

  private List<Outcome> build(
      ConnectedEngine engine, Display display, BuildSettings settings, boolean verify) {
    try (Ticker shown = new Ticker(display)) {
      BuilderInfo with = engine.builder();
      boolean verbose = common != null && common.verbose();
      if (verbose) {
        shown.on(new BuildEvent.Header("builder", with.name() + ": " + with.reason()));
      }
      CheckOptions.tell(jobs.reports(), shown, verbose);
      List<BuildJob> wanted =
          options.tagged(jobs.jobs(with.buildKit() ? Dialect.BUILDKIT : Dialect.CLASSIC));
      ImagePolicy acceptance =
          verify
              ? new VerifiedBuild(engine, jobs, shown, invocation.console())
              : ImagePolicy.always();
      ImageBuilder builder = new ImageBuilder(engine, shown, invocation.clock(), acceptance);
      invocation.cancellation().during(builder::cancel, shown::close);
      return options.buildRun(with.parallel()).build(wanted, settings, builder);
    } finally {
      invocation.cancellation().workEnded();
    }
  }
}
