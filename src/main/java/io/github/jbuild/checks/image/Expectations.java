package io.github.jbuild.checks.image;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.image.python.PinnedRecord;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image should be: what a profile says, and what is known of Jetson.
 *
 * @param planOrNull the plan of the profile that the image was built from; null when only facts
 *     serve
 * @param releases what belongs to the releases of L4T
 * @param facts what finished images are compared with
 * @param wheelRecords the RECORDs of pinned wheels that are at hand, by distribution name
 */
public record Expectations(
    @Nullable Plan planOrNull,
    Facts releases,
    ImageFacts facts,
    Map<String, PinnedRecord> wheelRecords) {

  public Expectations {
    wheelRecords = Map.copyOf(wheelRecords);
  }

  /** What the plan says. */
  public Optional<Plan> plan() {
    return Optional.ofNullable(planOrNull);
  }

  /** What the profile says. */
  public Optional<Profile> profile() {
    return plan().map(Plan::profile);
  }

  /**
   * SONAMEs of a library set that the profile requests, as far as they are known: those of a list
   * of the profile's own are not.
   */
  public List<String> sonames(String set) {
    boolean own =
        profile().map(Profile::libraries).map(sets -> sets.get(set)).stream()
            .anyMatch(library -> library.toOrNull() != null);
    return own ? List.of() : releases.library(set, null).sonames();
  }

  /** Where the profile has a field, such as {@code expect.torch}. */
  public @Nullable SourceSpan place(String field) {
    return profile().flatMap(profile -> profile.origins().of(field)).orElse(null);
  }
}
