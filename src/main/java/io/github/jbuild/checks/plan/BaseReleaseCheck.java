package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.BaseImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Base and donor are made for the profile's L4T release. */
final class BaseReleaseCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB123",
          "base-l4t",
          "base and donor belong to the profile's L4T release",
          "An image's libraries must work with the host's driver, which ships with its L4T release; containers for r36.2 and r36.3 are not intended for r36.4.",
          new Rule.Guide(
              "Error when the major releases differ; note when r36.2 or r36.3 meets r36.4 or newer.",
              """
              base:
                image: registry.example/l4t-base-r35:1@sha256:7f00000000000000000000000000000000000000000000000000000000000123
              """,
              "Use an image for the release, or set l4t to the release that the image is for."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    compare(verdict, plan, "base.image", plan.base(), looked);
    compare(verdict, plan, "donor.image", plan.donor(), looked);
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "the release of the images is not known")
        : verdict.result(String.join(", ", looked));
  }

  private static void compare(
      PlanVerdict verdict,
      PlanContext plan,
      String field,
      Optional<BaseImage> image,
      List<String> looked) {
    @Nullable String release = image.map(BaseImage::l4tOrNull).orElse(null);
    if (release == null) {
      return;
    }
    BaseImage row = image.orElseThrow();
    looked.add(row.image() + " is for " + release);
    DottedVersion have = DottedVersion.of(release);
    DottedVersion want = DottedVersion.of(plan.l4t().l4t());
    boolean major = have.major() != want.major();
    boolean apart = !major && have.major() == 36 && (have.minor() < 4) != (want.minor() < 4);
    if (major || apart) {
      verdict.add(
          major ? Severity.ERROR : Severity.NOTE,
          field,
          row.image() + " is built for " + release + ", but the profile is for " + plan.l4t().l4t(),
          Evidence.of(row),
          major
              ? "use an image for " + plan.l4t().l4t() + ", or set l4t: " + release
              : "the driver of " + plan.l4t().l4t() + " runs it; test it on a device");
    }
  }
}
