package io.github.jbuild.verify;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.CheckResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about an image.
 *
 * @param image what the user called it
 * @param id its image ID
 * @param bytes size of all layers unpacked
 * @param layers number of layers
 * @param profileOrNull the profile that it was compared with; null if only facts were used
 * @param results of every check, in the order of their codes
 * @param runOrNull what running it showed; null when it was not run
 */
public record VerifyReport(
    String image,
    String id,
    long bytes,
    int layers,
    @Nullable String profileOrNull,
    List<CheckResult> results,
    @Nullable RunReport runOrNull)
    implements CheckReport {

  public VerifyReport {
    results = List.copyOf(results);
  }

  /** The profile that it was compared with. */
  public Optional<String> profile() {
    return Optional.ofNullable(profileOrNull);
  }

  /** What running it showed. */
  public Optional<RunReport> run() {
    return Optional.ofNullable(runOrNull);
  }

  @Override
  public String subject() {
    return image;
  }

  /**
   * Whether the image is right.
   *
   * @param strict whether warnings count
   */
  @Override
  public boolean accepted(boolean strict) {
    return CheckReport.super.accepted(strict) && run().map(RunReport::passed).orElse(true);
  }

  /** The report with what running the image showed. */
  public VerifyReport with(RunReport run) {
    return new VerifyReport(image, id, bytes, layers, profileOrNull, results, run);
  }
}
