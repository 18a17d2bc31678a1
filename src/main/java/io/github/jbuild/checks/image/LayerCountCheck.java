package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;

/** The image has room below the engine's limit of layers. */
final class LayerCountCheck implements ImageCheck {

  /** Docker's limit, {@code MaxLayerDepth} in moby/moby layer/layer.go: 125 of its own. */
  private static final int LIMIT = 125;

  private static final int NEAR = 110;

  private static final Rule RULE =
      new Rule(
          "JB202",
          "layer-count",
          "the image does not exceed the layer limit of engines",
          "Docker rejects more than 125 layers (\"max depth exceeded\"), also in images built on"
              + " this one.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    int layers = image.image().layers().size();
    Verdict verdict = new Verdict(RULE);
    if (layers > NEAR) {
      verdict.add(
          layers > LIMIT ? Severity.ERROR : Severity.WARNING,
          layers + " layers, but " + LIMIT + " is Docker's limit",
          null,
          null,
          "combine RUN steps, or start from a base with fewer layers");
    }
    return verdict.result(Count.of(layers, "layer"));
  }
}
