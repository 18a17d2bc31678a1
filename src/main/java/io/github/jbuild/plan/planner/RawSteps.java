package io.github.jbuild.plan.planner;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts a profile's own Dockerfile text at the end of stages. */
final class RawSteps {

  private static final Pattern FROM = Pattern.compile("(?i)\\s*FROM\\s.*");

  private RawSteps() {}

  /**
   * The stages with the text.
   *
   * @throws JbuildException {@code INVALID_INPUT} with the place, for a stage that there is not and
   *     for text that is not whole instructions of one stage
   */
  static List<Stage> addTo(List<Stage> stages, Profile profile) {
    List<String> names = stages.stream().map(Stage::name).toList();
    for (int number = 0; number < profile.raw().size(); number++) {
      Profile.Raw raw = profile.raw().get(number);
      String field = "raw[" + number + "]";
      if (!names.contains(raw.stage())) {
        throw refused(
            profile,
            field + ".stage",
            "the build has no stage \"" + raw.stage() + '"',
            "its stages are " + String.join(", ", names));
      }
      if (raw.lines().stream().anyMatch(line -> FROM.matcher(line).matches())) {
        throw refused(
            profile,
            field + ".lines",
            "raw text begins its own stage",
            "stages follow from the profile's fields; remove FROM");
      }
      String last = raw.lines().get(raw.lines().size() - 1);
      if (last.stripTrailing().endsWith("\\")) {
        throw refused(
            profile,
            field + ".lines",
            "the last line is continued, but nothing follows",
            "end it without a backslash");
      }
    }
    return profile.raw().isEmpty()
        ? stages
        : stages.stream().map(stage -> with(stage, profile)).toList();
  }

  private static Stage with(Stage stage, Profile profile) {
    List<Step> steps = new ArrayList<>(stage.steps());
    for (int number = 0; number < profile.raw().size(); number++) {
      Profile.Raw raw = profile.raw().get(number);
      if (raw.stage().equals(stage.name())) {
        steps.add(
            new ImageStep.Raw(
                Origin.of(profile, "raw[" + number + "]", "raw: " + raw.why()), raw.lines()));
      }
    }
    return new Stage(stage.name(), stage.from(), stage.why(), stage.origin(), steps);
  }

  private static JbuildException refused(
      Profile profile, String field, String message, String hint) {
    return JbuildException.of(Kind.INVALID_INPUT, message)
        .at(profile.origins().of(field).orElse(null))
        .hint(hint);
  }
}
