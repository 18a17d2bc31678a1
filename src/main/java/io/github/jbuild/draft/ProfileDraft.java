package io.github.jbuild.draft;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.FamilyFact;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a new profile says, chosen from the facts.
 *
 * @param base the base image with its digest
 * @param donorOrNull the image that libraries are taken from; null when the base has all
 * @param python version of the base's Python
 * @param wheels the Jetson wheels
 * @param libraries library sets that the wheels need
 * @param packages Debian packages that the wheels need
 */
public record ProfileDraft(
    DraftRequest request,
    L4tRelease release,
    FamilyFact family,
    ImageRef base,
    @Nullable ImageRef donorOrNull,
    String python,
    List<WheelFact> wheels,
    List<LibrarySet> libraries,
    List<String> packages) {
  public ProfileDraft {
    wheels = List.copyOf(wheels);
    libraries = List.copyOf(libraries);
    packages = List.copyOf(packages);
  }

  /**
   * Chooses.
   *
   * @throws JbuildException {@code INVALID_INPUT} that says what is not known
   */
  public static ProfileDraft of(DraftRequest request, PlanFacts facts) {
    L4tRelease release = facts.facts().release(request.l4t(), null);
    if (release.refusedOrNull() != null) {
      throw unknown(
          "jbuild does not build for L4T " + release.l4t() + ": " + release.refusedOrNull());
    }
    FamilyFact family = facts.facts().family(request.family().id());
    @Nullable BaseImage known =
        request.baseOrNull() == null ? image(facts, release, family.family()).orElse(null) : null;
    if (known == null && request.baseOrNull() == null) {
      throw unknown(
              "no digest of an image in the family "
                  + family.family()
                  + " is known for L4T "
                  + release.l4t())
          .hint("give one with --base NAME:TAG@sha256:…; jbuild facts images lists the known ones");
    }
    ImageRef base = known == null ? Objects.requireNonNull(request.baseOrNull()) : reference(known);
    @Nullable String pythonOfImage = known == null ? null : known.pythonOrNull();
    String python = pythonOfImage == null ? release.python() : pythonOfImage;
    DraftNeeds needs = new DraftNeeds(facts, release, family);
    List<WheelFact> wheels =
        new DraftWheels(facts, release, python, needs).choose(request.wheels());
    Set<LibrarySet> sets = new LinkedHashSet<>();
    Set<String> packages = new TreeSet<>();
    for (WheelFact wheel : wheels) {
      sets.addAll(needs.sets(wheel));
      packages.addAll(needs.packages(wheel));
    }
    boolean copies = sets.stream().anyMatch(set -> !needs.brought(set));
    return new ProfileDraft(
        request,
        release,
        family,
        base,
        copies ? donor(facts, release) : null,
        python,
        wheels,
        new ArrayList<>(sets),
        new ArrayList<>(packages));
  }

  /** Whether the base has a set, so that nothing is copied. */
  public boolean brought(LibrarySet set) {
    return family.brings(set);
  }

  private static ImageRef donor(PlanFacts facts, L4tRelease release) {
    return image(facts, release, "l4t-jetpack")
        .map(ProfileDraft::reference)
        .orElseThrow(
            () ->
                unknown(
                        "no digest is known of an l4t-jetpack image from which libraries for L4T "
                            + release.l4t()
                            + " could be copied")
                    .hint("jbuild facts images lists the known ones"));
  }

  /** The release's own image, or one of a release with the same CUDA, cuDNN and Ubuntu. */
  private static Optional<BaseImage> image(PlanFacts facts, L4tRelease release, String family) {
    return facts.images().stream()
        .filter(image -> image.family().equals(family) && image.digestOrNull() != null)
        .filter(image -> image.confidence() != Confidence.C)
        .filter(image -> release.ubuntu().equals(image.ubuntuOrNull()))
        .filter(image -> fits(image.cudaOrNull(), release.cuda()))
        .filter(image -> fits(image.cudnnOrNull(), release.cudnn()))
        .max(Comparator.comparing(image -> release.l4t().equals(image.l4tOrNull())));
  }

  private static boolean fits(@Nullable String ofImage, String ofRelease) {
    return ofImage == null || DraftWheels.minor(ofImage).equals(DraftWheels.minor(ofRelease));
  }

  private static ImageRef reference(BaseImage image) {
    return ImageRef.parse(image.image() + "@" + image.digestOrNull());
  }

  static JbuildException unknown(String message) {
    return JbuildException.of(Kind.INVALID_INPUT, message);
  }
}
