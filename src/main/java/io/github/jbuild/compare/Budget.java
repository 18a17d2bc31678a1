package io.github.jbuild.compare;

import io.github.jbuild.compare.Measured.SizeGrowth;
import io.github.jbuild.compare.Violation.Rule;
import io.github.jbuild.core.ByteSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What images may take.
 *
 * @param maxBytesOrNull most bytes of each image but the reference, or of an image alone; null for
 *     no limit
 * @param maxGrowthOrNull how much more than the reference each other image may have; null for no
 *     limit
 */
public record Budget(@Nullable Long maxBytesOrNull, @Nullable Growth maxGrowthOrNull) {

  /** Nothing is limited. */
  public static final Budget NONE = new Budget(null, null);

  /** The violations of one image that is compared to nothing. */
  public List<Violation> check(Anatomy image) {
    List<Violation> violations = new ArrayList<>();
    checkSize(image, violations);
    return violations;
  }

  /** The violations of all images but the reference; one that is not built proves nothing. */
  public List<Violation> check(Comparison comparison) {
    List<Violation> violations = new ArrayList<>();
    if (maxBytesOrNull == null && maxGrowthOrNull == null) {
      return violations;
    }
    List<Measured> images = comparison.images();
    Measured reference = images.get(0);
    if (maxGrowthOrNull != null && images.size() > 1 && reference.anatomy().isEmpty()) {
      violations.add(notBuilt(reference));
    }
    for (Measured image : images.size() == 1 ? images : images.subList(1, images.size())) {
      Anatomy anatomy = image.anatomyOrNull();
      if (anatomy == null) {
        violations.add(notBuilt(image));
        continue;
      }
      checkSize(anatomy, violations);
      image.growth().ifPresent(growth -> checkGrowth(anatomy, growth, reference, violations));
    }
    return violations;
  }

  private void checkSize(Anatomy image, List<Violation> violations) {
    if (maxBytesOrNull != null && image.bytes() > maxBytesOrNull) {
      violations.add(
          new Violation(
              image.name(),
              Rule.MAX_SIZE,
              image.name()
                  + " has "
                  + ByteSize.formatExact(image.bytes())
                  + ", "
                  + ByteSize.format(image.bytes() - maxBytesOrNull)
                  + " more than the "
                  + ByteSize.formatExact(maxBytesOrNull)
                  + " of the budget"));
    }
  }

  private void checkGrowth(
      Anatomy image, SizeGrowth growth, Measured reference, List<Violation> violations) {
    if (maxGrowthOrNull != null && !maxGrowthOrNull.allows(growth.reference(), image.bytes())) {
      violations.add(
          new Violation(
              image.name(),
              Rule.MAX_GROWTH,
              image.name()
                  + " differs from "
                  + reference.subject().name()
                  + " by "
                  + Percentages.growth(growth)
                  + ", more than "
                  + Percentages.limit(maxGrowthOrNull)));
    }
  }

  private static Violation notBuilt(Measured image) {
    return new Violation(
        image.subject().name(),
        Rule.NOT_BUILT,
        image.subject().name()
            + " is not built, so the budget cannot be checked: "
            + image.subject().reason());
  }
}
