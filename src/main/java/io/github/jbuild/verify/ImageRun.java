package io.github.jbuild.verify;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.image.ImageConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts an image and prints what it really is: the software table and the health check. */
public final class ImageRun {

  private static final Duration PROGRAM = Duration.ofMinutes(20);
  private static final Duration HEALTH = Duration.ofMinutes(3);

  private final ContainerRunner runner;

  /** Runs images by an engine. */
  public ImageRun(ContainerRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs an image.
   *
   * @throws JbuildException {@code ENVIRONMENT} if the engine cannot, or the image has no shell
   */
  public RunReport run(String imageId, ImageConfig config, Expectations expected) {
    List<String> command =
        List.of("/bin/sh", "-c", DeviceScript.of(expected, ""), "sh", "--inside");
    ContainerRunner.Ran ran =
        runner.run(
            imageId,
            Platform.LINUX_ARM64,
            command,
            Map.of("JBUILD_ROWS", "1", "JBUILD_GPU", runner.hasGpu() ? "1" : "0"),
            PROGRAM);
    List<RunReport.Row> rows = new ArrayList<>();
    List<String> notProved = new ArrayList<>();
    ran.output().lines().forEach(line -> read(line, rows, notProved));
    if (rows.isEmpty()) {
      throw JbuildException.of(
              Kind.ENVIRONMENT,
              "the image could not be examined: its shell exited with " + ran.exitCode())
          .details(ran.output().lines().limit(20).toList())
          .hint("--run needs a shell and Python in the image");
    }
    rows.add(health(imageId, config));
    if (runner.emulates(Platform.LINUX_ARM64)) {
      notProved.add(
          "how fast it is, and what an emulated processor cannot do: it ran under emulation");
    }
    return new RunReport(runner.emulates(Platform.LINUX_ARM64), rows, notProved);
  }

  private RunReport.Row health(String imageId, ImageConfig config) {
    boolean has = config.healthcheck().filter(test -> !test.equals(List.of("NONE"))).isPresent();
    if (!has) {
      return new RunReport.Row("health check", "none", "", RunReport.State.ABSENT);
    }
    ContainerRunner.Health health = runner.health(imageId, Platform.LINUX_ARM64, HEALTH);
    boolean healthy = health.status().equals("healthy");
    String detail = health.detail().strip();
    return new RunReport.Row(
        "health check",
        healthy || detail.isEmpty() ? health.status() : health.status() + ": " + detail,
        "healthy",
        healthy ? RunReport.State.GOOD : RunReport.State.BAD);
  }

  private static void read(String line, List<RunReport.Row> rows, List<String> notProved) {
    String[] cells = line.split("\t", -1);
    if (cells[0].equals("row") && cells.length == 5) {
      Arrays.stream(RunReport.State.values())
          .filter(state -> state.name().equals(cells[1].toUpperCase(Locale.ROOT)))
          .findFirst()
          .ifPresent(state -> rows.add(new RunReport.Row(cells[2], cells[3], cells[4], state)));
    } else if (cells[0].equals("note") && cells.length == 2) {
      notProved.add(cells[1]);
    }
  }
}
