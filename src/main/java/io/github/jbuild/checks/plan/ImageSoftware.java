package io.github.jbuild.checks.plan;

import io.github.jbuild.facts.AptPackage;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.profile.Profile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of CUDA and cuDNN that an image will have. */
final class ImageSoftware {

  private static final Evidence SAID = new Evidence(Confidence.B, "the profile itself");

  private ImageSoftware() {}

  /** CUDA: the base's, or the donor's that libraries are taken from, or the release's. */
  static Sourced<String> cuda(PlanContext plan) {
    return plan.base()
        .flatMap(row -> known(row.cudaOrNull(), row))
        .or(() -> plan.donor().flatMap(row -> known(row.cudaOrNull(), row)))
        .orElseGet(() -> new Sourced<>(plan.l4t().cuda(), Evidence.of(plan.l4t())));
  }

  /** cuDNN; empty when nothing says that there is one. */
  static Optional<Sourced<String>> cudnn(PlanContext plan) {
    Profile.@Nullable Library library = plan.profile().libraries().get("cudnn");
    if (library == null) {
      return installed(plan).or(() -> ofBase(plan));
    }
    Optional<Sourced<String>> provided =
        switch (library.from()) {
          case DONOR -> plan.donor().flatMap(row -> known(row.cudnnOrNull(), row));
          case APT -> installed(plan);
          case BASE -> ofBase(plan);
        };
    return provided
        .or(() -> Optional.ofNullable(library.versionOrNull()).map(v -> new Sourced<>(v, SAID)))
        .or(() -> Optional.of(new Sourced<>(plan.l4t().cudnn(), Evidence.of(plan.l4t()))));
  }

  private static Optional<Sourced<String>> ofBase(PlanContext plan) {
    return plan.base().flatMap(row -> known(row.cudnnOrNull(), row));
  }

  private static Optional<Sourced<String>> installed(PlanContext plan) {
    for (String wanted : plan.profile().apt().runtime()) {
      String[] parts = wanted.split("=", 2);
      Optional<AptPackage> row =
          plan.facts()
              .facts()
              .aptPackage(parts[0], plan.l4t().l4t())
              .filter(p -> p.sonames().stream().anyMatch(name -> name.startsWith("libcudnn.so")));
      @Nullable String version =
          parts.length > 1 ? parts[1] : row.map(AptPackage::versionOrNull).orElse(null);
      if (row.isPresent() && version != null) {
        return Optional.of(new Sourced<>(version, Evidence.of(row.get())));
      }
    }
    return Optional.empty();
  }

  private static Optional<Sourced<String>> known(@Nullable String version, BaseImage row) {
    return Optional.ofNullable(version).map(found -> new Sourced<>(found, Evidence.of(row)));
  }
}
