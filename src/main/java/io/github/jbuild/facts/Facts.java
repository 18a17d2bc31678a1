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
 * The facts that jbuild ships.
 *
 * @param releases L4T releases, oldest first
 * @param libraries library sets
 * @param families what the images of a family have in common
 * @param packages Debian packages that matter on a Jetson
 */
public record Facts(
    List<L4tRelease> releases,
    List<LibrarySet> libraries,
    List<FamilyFact> families,
    List<AptPackage> packages) {

  public Facts {
    releases = List.copyOf(releases);
    libraries = List.copyOf(libraries);
    families = List.copyOf(families);
    packages = List.copyOf(packages);
  }

  /** The facts packaged with the program. */
  public static Facts builtIn() {
    return FactsReader.facts();
  }

  /**
   * The row of an L4T release.
   *
   * @param place where the profile names it
   * @throws JbuildException {@code INVALID_INPUT} that names the nearest known releases
   */
  public L4tRelease release(String l4t, @Nullable SourceSpan place) {
    for (L4tRelease release : releases) {
      if (release.l4t().equals(l4t)) {
        return release;
      }
    }
    List<String> nearest =
        releases.stream()
            .sorted(Comparator.comparingLong(row -> ReleaseDistance.between(row.l4t(), l4t)))
            .limit(3)
            .map(L4tRelease::l4t)
            .toList();
    throw JbuildException.of(Kind.INVALID_INPUT, "nothing is known about L4T \"" + l4t + '"')
        .at(place)
        .hint(
            "the nearest known releases are "
                + String.join(", ", nearest)
                + "; a profile names one exactly, nothing is guessed");
  }

  /** What is known about a family of base images, by its name in profiles. */
  public FamilyFact family(String name) {
    return families.stream()
        .filter(family -> family.family().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no facts about the family " + name));
  }

  /** A Debian package by name, as it is for an L4T release. */
  public Optional<AptPackage> aptPackage(String name, String l4t) {
    return packages.stream()
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
    for (LibrarySet set : libraries) {
      if (set.name().equals(name)) {
        return set;
      }
    }
    throw JbuildException.of(Kind.INVALID_INPUT, "unknown library set \"" + name + '"')
        .at(place)
        .hint(Suggestions.didYouMean(name, libraries.stream().map(LibrarySet::name).toList()));
  }
}
