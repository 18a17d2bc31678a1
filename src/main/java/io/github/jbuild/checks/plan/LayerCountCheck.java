package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Step;
import org.jspecify.annotations.Nullable;

/** Base and steps stay below the number of layers that engines stack. */
final class LayerCountCheck implements PlanCheck {

  /** Docker's limit, {@code MaxLayerDepth} in moby/moby layer/layer.go: 125 of its own. */
  private static final int LIMIT = 125;

  private static final int NEAR = 110;

  /** How many layers raw Dockerfile text counts as. */
  private static final int RAW = 2;

  private static final Rule RULE =
      new Rule(
          "JB114",
          "layer-count",
          "base and steps together do not exceed the layer limit of engines",
          "Docker rejects more than 125 layers (\"max depth exceeded\") at the end of the build, and an image close to the limit cannot be built upon.",
          new Rule.Guide(
              "Error above 125; warning above 110.",
              """
              base:
                image: registry.example/deep:1@sha256:7f00000000000000000000000000000000000000000000000000000000000114
              """,
              "Combine copies, or start from a base with fewer layers."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    int own = own(plan.plan());
    @Nullable Integer base = plan.base().map(BaseImage::layersOrNull).orElse(null);
    int all = own + (base == null ? 0 : base);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    String sum =
        (base == null ? "the base's are not known" : base + " of the base")
            + ", "
            + own
            + " of the steps";
    if (all > NEAR) {
      verdict.add(
          all > LIMIT ? Severity.ERROR : Severity.WARNING,
          "base.image",
          all + " layers (" + sum + "), but " + LIMIT + " is Docker's limit",
          base == null ? Evidence.PROFILE : plan.base().map(Evidence::of).orElse(Evidence.PROFILE),
          "combine copies, or start from a base with fewer layers");
    }
    return verdict.result(sum + "; verify (JB202) counts those of the image");
  }

  /**
   * The layers that the steps of the final image add with BuildKit; the classic builder adds a few
   * for what BuildKit mounts.
   */
  static int own(Plan plan) {
    return plan.stages().stream()
        .skip(plan.stages().size() - 1L)
        .flatMap(stage -> stage.steps().stream())
        .mapToInt(LayerCountCheck::layers)
        .sum();
  }

  /** The layers that a step adds at most. */
  private static int layers(Step step) {
    if (step instanceof ImageStep.Raw) {
      return RAW;
    }
    return step instanceof ImageStep.Setting ? 0 : 1;
  }
}
