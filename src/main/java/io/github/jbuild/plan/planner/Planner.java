package io.github.jbuild.plan.planner;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the plan of a profile. */
public final class Planner {

  private final Facts facts;

  public Planner(Facts facts) {
    this.facts = facts;
  }

  /**
   * The plan of {@code profile}.
   *
   * @throws JbuildException {@code INVALID_INPUT}, with the place, if the profile contradicts
   *     itself or the facts
   */
  public Plan plan(Profile profile) {
    L4tRelease l4t = facts.release(profile.l4t(), profile.origins().of("l4t").orElse(null));
    Libraries libraries = Libraries.of(profile, facts, l4t);
    BaseFamily family = new BaseFamily(profile, facts);
    PythonStages python = new PythonStages(profile, family);

    List<Stage> stages = new ArrayList<>();
    stages.addAll(DonorStages.of(profile, libraries.donated()));
    stages.addAll(new FetchStages(profile, python.wheels()).stages());
    stages.addAll(new SourceStages(profile, family).stages());
    stages.addAll(python.stages());
    stages.add(new RuntimeStage(profile, family, libraries, python).stage());
    requireDistinctNames(profile, stages);
    return new Plan(profile, l4t, RawSteps.addTo(stages, profile));
  }

  /** A source or tool names a stage, and may have taken the name of one of ours. */
  private static void requireDistinctNames(Profile profile, List<Stage> stages) {
    Set<String> names = new HashSet<>();
    for (Stage stage : stages) {
      if (!names.add(stage.name())) {
        String source = "sources." + stage.name();
        throw JbuildException.of(
                Kind.INVALID_INPUT, "two stages would be named \"" + stage.name() + '"')
            .at(profile.origins().of(source).or(() -> stage.origin().span()).orElse(null))
            .hint("give the source or tool another name");
      }
    }
  }
}
