package io.github.jbuild.facts;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.Suggestions;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that jbuild ships.
 *
 * @param releases L4T releases, oldest first
 * @param libraries library sets
 */
public record Facts(List<L4tRelease> releases, List<LibrarySet> libraries) {

  public Facts {
    releases = List.copyOf(releases);
    libraries = List.copyOf(libraries);
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
