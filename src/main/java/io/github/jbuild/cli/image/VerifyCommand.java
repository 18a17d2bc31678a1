package io.github.jbuild.cli.image;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.EngineSource;
import io.github.jbuild.cli.options.HostOption;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.image.Image;
import io.github.jbuild.plan.DefaultTags;
import io.github.jbuild.verify.DeviceScript;
import io.github.jbuild.verify.ImageRun;
import io.github.jbuild.verify.ImageVerifier;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves images. */
@Command(
    name = VerifyCommand.NAME,
    sortOptions = false,
    description = {
      "Check, without a GPU, that an image is right for a Jetson.",
      "With --profile, compares it with the profile, otherwise with what is known about Jetson. IMAGE is"
          + " a reference or ID in the engine, container:NAME for the current files of a container, an"
          + " archive of docker save (FILE.tar), or the directory of an OCI layout (./DIR, oci:DIR);"
          + " if omitted, the profile's image."
    })
public final class VerifyCommand implements Callable<Integer> {

  public static final String NAME = "verify";

  @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "Images to verify.")
  private List<String> images = new ArrayList<>();

  @Mixin private final ExpectationOptions expectations;

  @Option(
      names = "--run",
      description =
          "Also start the image for linux/arm64 and print what its software reports about itself, and its"
              + " health check.")
  private boolean run;

  @Option(
      names = "--script",
      description =
          "Print the same expectations as one shell script for a device, and do nothing else.")
  private boolean script;

  @Option(names = "--strict", description = "Treat warnings as errors.")
  private boolean strict;

  @Mixin private final ReportOptions reports = new ReportOptions();

  @Mixin private HostOption host = new HostOption();

  private final EngineSource engines;
  private final Invocation invocation;

  public VerifyCommand(BuiltIns builtIns, EngineSource engines, Invocation invocation) {
    this.expectations = new ExpectationOptions(builtIns);
    this.engines = engines;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Expectations expected = expectations.expectations();
    if (script) {
      invocation.console().out().print(DeviceScript.of(expected, String.join(" ", images)));
      return 0;
    }
    reports.requireWritable();
    List<String> names = names(expected);
    if (run) {
      names.forEach(VerifyCommand::requireRunnable);
    }
    List<VerifyReport> found = new ArrayList<>();
    try (ImageReader reader =
        new ImageReader(() -> engines.connect(host.urlOrNull()), invocation.console(), true)) {
      for (String name : names) {
        found.add(verify(reader, name, expected));
      }
    }
    reports.write(found, strict, invocation);
    return found.stream().allMatch(report -> report.accepted(strict))
        ? 0
        : Kind.FINDINGS.exitCode();
  }

  private VerifyReport verify(ImageReader reader, String name, Expectations expected) {
    Image image = reader.read(name);
    VerifyReport report = ImageVerifier.verify(image, expected);
    return run ? report.with(run(reader.engine(), image, expected)) : report;
  }

  private RunReport run(ConnectedEngine engine, Image image, Expectations expected) {
    invocation.cancellation().during(engine::cancel, () -> {});
    try {
      engine.requireExecution(Platform.LINUX_ARM64);
      return new ImageRun(engine).run(image.id().toString(), image.config(), expected);
    } finally {
      invocation.cancellation().workEnded();
    }
  }

  private static void requireRunnable(String name) {
    if (ImageTarget.parse(name).kind() != ImageTarget.Kind.ENGINE) {
      throw JbuildException.of(Kind.USAGE, "--run needs an image in the engine, not " + name)
          .hint("docker load -i FILE loads an archive into the engine");
    }
  }

  private List<String> names(Expectations expected) {
    if (!images.isEmpty()) {
      return images;
    }
    return expected
        .plan()
        .map(plan -> List.of(DefaultTags.of(plan).get(0).withDefaultTag().toString()))
        .orElseThrow(
            () ->
                JbuildException.of(Kind.USAGE, "no image given")
                    .hint(
                        "jbuild verify IMAGE, or jbuild verify --profile NAME for the profile's"));
  }
}
