package io.github.jbuild.plan;

import io.github.jbuild.core.ImageRef;
import java.util.List;
import java.util.Locale;

/** The names of a profile's image. */
public final class DefaultTags {

  private DefaultTags() {}

  /** The profile's tags; where it has none, {@code jbuild/<profile>:<l4t>}. */
  public static List<ImageRef> of(Plan plan) {
    List<ImageRef> tags = plan.profile().image().tags();
    if (!tags.isEmpty()) {
      return tags;
    }
    String name = plan.profile().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return List.of(new ImageRef("jbuild/" + name.replaceAll("^-|-$", ""), plan.l4t().l4t(), null));
  }
}
