package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.image.python.RecordCheck;
import io.github.jbuild.image.python.RecordDifference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every file of every Python distribution is the one that its RECORD names. */
final class RecordFilesCheck implements ImageCheck {

  private static final int SHOWN = 5;

  private static final Rule RULE =
      new Rule(
          "JB221",
          "record",
          "the files of Python distributions match their RECORDs",
          "A second package that writes into torch's directory, an interrupted install or a stripped"
              + " library leaves metadata that still looks right.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Set<Distribution> distributions = new LinkedHashSet<>();
    image.python().stream().map(PythonEnvironment::visible).forEach(distributions::addAll);
    distributions.removeIf(d -> d.record().isEmpty() || image.fromDebian(d));
    if (distributions.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no Python distribution has a RECORD");
    }
    RecordCheck records = new RecordCheck(image.files(), distributions);
    Verdict verdict = new Verdict(RULE);
    int rows = 0;
    int hashed = 0;
    for (Distribution distribution : distributions) {
      RecordCheck.Result result = records.check(distribution);
      rows += result.rows();
      hashed += result.hashed();
      report(verdict, distribution, result.differences());
    }
    return verdict.result(
        Count.of(distributions.size(), "distribution")
            + ", "
            + Count.of(rows, "file")
            + ", "
            + hashed
            + " of them by hash");
  }

  private static void report(
      Verdict verdict, Distribution distribution, List<RecordDifference> differences) {
    for (RecordDifference difference :
        differences.subList(0, Math.min(SHOWN, differences.size()))) {
      boolean added = difference.kind() == RecordDifference.Kind.UNRECORDED;
      verdict.add(
          added ? Severity.WARNING : Severity.ERROR,
          distribution + ": the file " + difference.kind().words(),
          difference.path(),
          null,
          added
              ? "find the step that writes there"
              : "install " + distribution.name() + " again, last");
    }
    if (differences.size() > SHOWN) {
      verdict.add(
          Severity.WARNING,
          distribution
              + ": "
              + Count.of(differences.size() - SHOWN, "more file differs", "more files differ"),
          distribution.metadataPath(),
          null,
          "");
    }
  }
}
