package io.github.jbuild.cli.image;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.image.python.PinnedRecord;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what an image should be. */
final class ExpectationOptions {

  @Mixin private ProfileOptions profiles = new ProfileOptions();

  @Mixin private FactsOption facts = new FactsOption();

  @Option(
      names = "--wheels",
      paramLabel = "DIR",
      description =
          "Directory with the pinned wheels; checks their hashes and compares their own RECORDs"
              + " with the image's.")
  private @Nullable Path wheels;

  private final BuiltIns builtIns;

  ExpectationOptions(BuiltIns builtIns) {
    this.builtIns = builtIns;
  }

  /**
   * The expectations.
   *
   * @throws JbuildException {@code USAGE} for several profiles, {@code INVALID_INPUT} for an
   *     invalid one, {@code MISMATCH} for a wheel with another hash
   */
  Expectations expectations() {
    if (profiles.names().size() > 1) {
      throw JbuildException.of(Kind.USAGE, "an image is compared with one profile")
          .hint("give --profile once");
    }
    if (profiles.names().isEmpty()) {
      return new Expectations(null, new Facts(tables()), ImageFacts.of(tables()), Map.of());
    }
    return of(
        new Planner(new Facts(tables()))
            .plan(profiles.loader().load(profiles.selections().get(0))));
  }

  /** The expectations of a plan. */
  Expectations of(Plan plan) {
    return new Expectations(plan, new Facts(tables()), ImageFacts.of(tables()), records(plan));
  }

  private FactTables tables() {
    return facts.tables(builtIns);
  }

  private Map<String, PinnedRecord> records(Plan plan) {
    Map<String, PinnedRecord> records = new HashMap<>();
    List<PinnedWheel> pinned = wheels == null ? List.of() : plan.pinnedWheels();
    for (PinnedWheel wheel : pinned) {
      Path file = Path.of(String.valueOf(wheels)).resolve(wheel.file());
      if (Files.isRegularFile(file)) {
        records.put(wheel.name(), PinnedRecord.read(file, wheel.sha256()));
      }
    }
    if (records.isEmpty() && !pinned.isEmpty()) {
      throw JbuildException.of(Kind.USAGE, wheels + " contains none of the pinned wheels")
          .hint("expected " + pinned.get(0).file());
    }
    return records;
  }
}
