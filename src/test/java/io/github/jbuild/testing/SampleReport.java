package io.github.jbuild.testing;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.RunReport.Row;
import io.github.jbuild.verify.RunReport.State;
import io.github.jbuild.verify.VerifyReport;
import java.util.List;

/** A small report with everything that a report can hold, and names that want to do harm. */
public final class SampleReport {

  /** A file name that Linux allows. */
  public static final String HOSTILE =
      "/opt/a\u001b[31m|b<script>]]>\n::error::\r\t`c`\u202e\u0000%0A&\"'\u2028#[x](y)";

  private SampleReport() {}

  /** The report of an image that fails. */
  public static VerifyReport failing() {
    Rule passed = rule("JB201", "platform");
    Rule warned = rule("JB208", "leftovers");
    Rule failed = rule("JB211", "library-links");
    Rule absent = rule("JB232", "cudnn");
    Finding warning = new Finding(warned, Severity.WARNING, "a cache is left", null, null, "");
    Finding error =
        new Finding(
            failed,
            Severity.ERROR,
            "the symlink points to " + HOSTILE,
            HOSTILE,
            new SourceSpan("my profiles/ü:1.yaml", 7, 3, "  link: x"),
            "remove the link");
    Finding second =
        new Finding(
            failed,
            Severity.ERROR,
            "the link leads nowhere",
            "/lib/x.so.1",
            new SourceSpan("<built-in>/jetpack.yaml", 2, 1, "profile: jetpack"),
            "");
    return new VerifyReport(
        "vision:1",
        "sha256:" + ProfileBuilder.HASH,
        1_234_567_890,
        3,
        "vision",
        List.of(
            new CheckResult(passed, Status.PASSED, "linux/arm64", List.of()),
            new CheckResult(warned, Status.WARNED, "left behind: caches", List.of(warning)),
            new CheckResult(failed, Status.FAILED, HOSTILE, List.of(error, second)),
            CheckResult.notApplicable(absent, "nothing here uses cuDNN")),
        null);
  }

  /** The same with what running it showed. */
  public static VerifyReport run() {
    return failing()
        .with(
            new RunReport(
                true,
                List.of(
                    new Row("torch", "2.8.0", "2.8.0", State.GOOD),
                    new Row("cuDNN", HOSTILE, "9.3", State.BAD),
                    new Row("GDAL", "not installed", "", State.ABSENT),
                    new Row("GPU", "no GPU here", "", State.UNKNOWN)),
                List.of("whether PyTorch finds the GPU: no GPU here")));
  }

  /** The report of an image that passes. */
  public static VerifyReport passing() {
    Rule passed = rule("JB201", "platform");
    return new VerifyReport(
        "other:1",
        "sha256:" + ProfileBuilder.HASH,
        5,
        1,
        null,
        List.of(new CheckResult(passed, Status.PASSED, "linux/arm64", List.of())),
        null);
  }

  private static Rule rule(String code, String name) {
    return new Rule(code, name, "the " + name + " is right", "Otherwise it is wrong.");
  }
}
