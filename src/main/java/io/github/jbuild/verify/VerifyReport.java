package io.github.jbuild.verify;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
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
 * @param profileOrNull the profile that it was held against; null when facts served alone
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
    @Nullable RunReport runOrNull) {

  public VerifyReport {
    results = List.copyOf(results);
  }

  /** The profile that it was held against. */
  public Optional<String> profile() {
    return Optional.ofNullable(profileOrNull);
  }

  /** What running it showed. */
  public Optional<RunReport> run() {
    return Optional.ofNullable(runOrNull);
  }

  /** All findings, in the order of the checks. */
  public List<Finding> findings() {
    return results.stream().flatMap(result -> result.findings().stream()).toList();
  }

  /** How many findings have a severity. */
  public long count(Severity severity) {
    return findings().stream().filter(finding -> finding.severity() == severity).count();
  }

  /** How many checks ended so. */
  public long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  /**
   * Whether the image is right.
   *
   * @param strict whether warnings count
   */
  public boolean accepted(boolean strict) {
    return count(Severity.ERROR) == 0
        && !(strict && count(Severity.WARNING) > 0)
        && run().map(RunReport::passed).orElse(true);
  }

  /** The report with what running the image showed. */
  public VerifyReport with(RunReport run) {
    return new VerifyReport(image, id, bytes, layers, profileOrNull, results, run);
  }
}
