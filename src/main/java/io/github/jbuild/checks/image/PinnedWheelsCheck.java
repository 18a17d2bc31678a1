package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.image.python.DirectUrl;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PinnedRecord;
import io.github.jbuild.image.python.RecordDifference;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.python.Pep440Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The installed builds are those that the profile pins. */
final class PinnedWheelsCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB220",
          "pinned-wheels",
          "the pinned wheels are installed",
          "Any later pip install can replace the Jetson build of torch with PyPI's CPU build of the same"
              + " version; only their files differ.");

  private static final String REMEDY =
      "build the image from this profile: its last Python step reinstalls the pinned wheels";

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<PinnedWheel> wheels = expected.plan().map(Plan::pinnedWheels).orElse(List.of());
    if (wheels.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no profile, so no pinned wheels");
    }
    Verdict verdict = new Verdict(RULE);
    List<String> evidence = new ArrayList<>();
    for (PinnedWheel wheel : wheels) {
      SourceSpan place = expected.place("python.wheels." + wheel.name() + ".sha256");
      Optional<Distribution> found = image.distribution(wheel.name());
      if (found.isEmpty()) {
        error(verdict, wheel.name() + " is not installed", null, place);
        continue;
      }
      for (Distribution beside : image.duplicates(wheel.name())) {
        error(
            verdict,
            wheel.name()
                + " "
                + wheel.version()
                + " is pinned, but metadata of "
                + beside.version()
                + " is next to that of "
                + found.get().version(),
            beside.metadataPath(),
            place);
      }
      evidence.add(compare(verdict, wheel, found.get(), place, expected));
    }
    return verdict.result(String.join("; ", evidence));
  }

  private static String compare(
      Verdict verdict,
      PinnedWheel wheel,
      Distribution found,
      @Nullable SourceSpan place,
      Expectations expected) {
    String path = found.metadataPath();
    if (!sameVersion(wheel.version(), found.version())) {
      error(
          verdict,
          wheel.name()
              + " "
              + wheel.version()
              + " is pinned, but "
              + found.version()
              + " installed",
          path,
          place);
    }
    PinnedRecord record = expected.wheelRecords().get(wheel.name());
    if (record != null) {
      List<RecordDifference> differences = record.compare(found);
      if (!differences.isEmpty()) {
        error(
            verdict,
            "the installed RECORD is not that of the pinned wheel: "
                + Count.of(differences.size(), "row differs", "rows differ")
                + ", first "
                + differences.get(0),
            path,
            place);
      }
    }
    Optional<Digest> origin = found.directUrl().flatMap(DirectUrl::sha256);
    if (origin.isEmpty() && record == null) {
      error(
          verdict,
          "there is no record of the file that "
              + found
              + " was installed from; an install from an index leaves no such record",
          path,
          place);
    } else if (origin.isPresent() && !origin.get().equals(wheel.sha256())) {
      error(
          verdict,
          found
              + " was installed from another file: sha256 "
              + origin.get().hex()
              + ", but the pinned one is "
              + wheel.sha256().hex(),
          path,
          place);
    }
    String note =
        origin.map(hash -> " from sha256 " + hash.shortHex() + " according to pip").orElse("");
    return found + note + (record == null ? "" : ", compared with the wheel's own RECORD");
  }

  private static boolean sameVersion(String pinned, String installed) {
    Optional<Pep440Version> one = Pep440Version.tryParse(pinned);
    Optional<Pep440Version> other = Pep440Version.tryParse(installed);
    return (one.isPresent() && other.isPresent())
        ? one.get().equals(other.get())
        : pinned.equals(installed);
  }

  private static void error(
      Verdict verdict, String message, @Nullable String path, @Nullable SourceSpan place) {
    verdict.add(Severity.ERROR, message, path, place, REMEDY);
  }
}
