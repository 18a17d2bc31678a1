package io.github.jbuild.facts;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.Suggestions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts that planning needs. A table is read when first requested.
 *
 * @param tables where they are from
 */
public record Facts(FactTables tables) {

  /** The facts packaged with the program. */
  public static Facts builtIn() {
    return new Facts(FactTables.builtIn());
  }

  /** L4T releases, oldest first, those that are refused too. */
  public List<L4tRelease> releases() {
    return tables.rows(FactTable.RELEASES, FactDecoders::release);
  }

  /** Library sets. */
  public List<LibrarySet> libraries() {
    return tables.rows(FactTable.LIBRARIES, FactDecoders::library);
  }

  /** What the images of a family have in common. */
  public List<FamilyFact> families() {
    return tables.rows(FactTable.FAMILIES, FactDecoders::family);
  }

  /** Debian packages that matter on a Jetson. */
  public List<AptPackage> packages() {
    return tables.rows(FactTable.PACKAGES, FactDecoders::aptPackage);
  }

  /** NVIDIA's apt repositories. */
  public List<RepositoryFact> repositories() {
    return tables.rows(FactTable.REPOSITORIES, FactDecoders::repository);
  }

  /**
   * The row of an L4T release.
   *
   * @param place where the profile names it
   * @throws JbuildException {@code INVALID_INPUT} that names the nearest known releases, or says
   *     why jbuild does not build for it
   */
  public L4tRelease release(String l4t, @Nullable SourceSpan place) {
    List<L4tRelease> nearest =
        releases().stream()
            .sorted(Comparator.comparingLong(row -> ReleaseDistance.between(row.l4t(), l4t)))
            .toList();
    for (L4tRelease release : nearest) {
      if (release.refusedOrNull() != null && ReleaseDistance.sameMajor(release.l4t(), l4t)) {
        throw JbuildException.of(
                Kind.INVALID_INPUT,
                "jbuild does not build for L4T " + l4t + ": " + release.refusedOrNull())
            .at(place)
            .hint("the oldest supported release is " + oldest() + "; jbuild facts l4t lists them");
      }
      if (release.l4t().equals(l4t)) {
        return release;
      }
    }
    throw JbuildException.of(Kind.INVALID_INPUT, "nothing is known about L4T \"" + l4t + '"')
        .at(place)
        .hint(
            "the nearest known releases are "
                + String.join(
                    ", ",
                    nearest.stream()
                        .filter(row -> row.refusedOrNull() == null)
                        .limit(3)
                        .map(L4tRelease::l4t)
                        .toList())
                + "; a profile must name a release exactly");
  }

  private String oldest() {
    return releases().stream()
        .filter(row -> row.refusedOrNull() == null)
        .findFirst()
        .map(L4tRelease::l4t)
        .orElse("none");
  }

  /** What is known about a family of base images, by its name in profiles. */
  public FamilyFact family(String name) {
    return families().stream()
        .filter(family -> family.family().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no facts about the family " + name));
  }

  /** A Debian package by name, for an L4T release. */
  public Optional<AptPackage> aptPackage(String name, String l4t) {
    return packages().stream()
        .filter(row -> row.name().equals(name) && (row.l4t().isEmpty() || row.l4t().contains(l4t)))
        .findFirst();
  }

  /** An apt repository by its name in packages, for an L4T release. */
  public Optional<RepositoryFact> repository(String name, String l4t) {
    return repositories().stream()
        .filter(row -> row.name().equals(name) && (row.l4t().isEmpty() || row.l4t().contains(l4t)))
        .findFirst();
  }

  /**
   * A library set by name.
   *
   * @param place where the profile names it
   * @throws JbuildException {@code INVALID_INPUT} that names the known sets
   */
  public LibrarySet library(String name, @Nullable SourceSpan place) {
    for (LibrarySet set : libraries()) {
      if (set.name().equals(name)) {
        return set;
      }
    }
    throw JbuildException.of(Kind.INVALID_INPUT, "unknown library set \"" + name + '"')
        .at(place)
        .hint(Suggestions.didYouMean(name, libraries().stream().map(LibrarySet::name).toList()));
  }
}
