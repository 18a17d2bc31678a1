package io.github.jbuild.checks.plan;

import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.IndexFact;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.ProjectNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pinned wheel and what is known about it, by its hash alone: builds of one version differ.
 *
 * @param pinned as the plan has it
 * @param factOrNull the row of its hash
 * @param indexOrNull the row of the index that it comes from
 */
record JetsonWheel(
    PinnedWheel pinned, @Nullable WheelFact factOrNull, @Nullable IndexFact indexOrNull) {

  private static final Pattern PART = Pattern.compile("/((?:sbsa|jp[0-9])(?:/cu[0-9]+)?)(?:/|$)");
  private static final Pattern CUDA = Pattern.compile("cu([0-9]{2})([0-9])");
  private static final Evidence NAMED =
      new Evidence(Confidence.B, "the index is named after the CUDA version of its wheels");

  private static final Pep440Version NONE = Pep440Version.parse("0.dev0");

  /** By version, the oldest first; a user's own row whose version is none is the oldest. */
  static final Comparator<WheelFact> BY_VERSION =
      Comparator.comparing(row -> Pep440Version.tryParse(row.version()).orElse(NONE));

  static JetsonWheel of(PinnedWheel pinned, PlanFacts facts) {
    return new JetsonWheel(
        pinned,
        facts.wheel(pinned.sha256().hex()).orElse(null),
        facts.index(pinned.url().toString()).orElse(null));
  }

  /** Its normalized name. */
  String name() {
    return ProjectNames.normalized(pinned.name());
  }

  /** The profile field that pins it. */
  String field() {
    return "python.wheels." + pinned.name();
  }

  Optional<WheelFact> fact() {
    return Optional.ofNullable(factOrNull);
  }

  /** What is said of it rests on its row, if there is one. */
  Evidence evidence() {
    return factOrNull == null ? Evidence.PROFILE : Evidence.of(factOrNull);
  }

  Optional<IndexFact> index() {
    return Optional.ofNullable(indexOrNull);
  }

  /** The part of the Jetson index that it is from, such as {@code jp6/cu126}. */
  Optional<String> part() {
    if (factOrNull != null) {
      return Optional.of(factOrNull.index());
    }
    Matcher part = PART.matcher(String.valueOf(pinned.url().getPath()));
    return part.find() ? Optional.of(part.group(1)) : Optional.empty();
  }

  /** The CUDA that it was built with. */
  Optional<Sourced<String>> cuda() {
    if (factOrNull != null) {
      return Optional.of(new Sourced<>(factOrNull.cuda(), Evidence.of(factOrNull)));
    }
    Matcher cuda = CUDA.matcher(part().orElse("") + " " + pinned.version());
    return cuda.find()
        ? Optional.of(new Sourced<>(cuda.group(1) + "." + cuda.group(2), NAMED))
        : Optional.empty();
  }

  /** The compute capabilities that it has code for. */
  Optional<Sourced<List<String>>> sm() {
    if (factOrNull != null && !factOrNull.sm().isEmpty()) {
      return Optional.of(new Sourced<>(factOrNull.sm(), Evidence.of(factOrNull)));
    }
    return index()
        .filter(row -> !row.sm().isEmpty())
        .map(row -> new Sourced<>(row.sm(), Evidence.of(row)));
  }

  /** Whether it is of an index for other machines than those of a release: of servers, or Thor. */
  boolean isForeignTo(L4tRelease l4t) {
    String from = part().orElse("");
    return (from.startsWith("sbsa") && !l4t.sm().contains("110"))
        || (from.startsWith("jp6") && !l4t.sm().contains("87"));
  }

  @Override
  public String toString() {
    return pinned.name() + " " + pinned.version();
  }
}
