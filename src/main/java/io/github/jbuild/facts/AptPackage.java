package io.github.jbuild.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Debian package that matters on a Jetson.
 *
 * @param name its name
 * @param versionOrNull the version known
 * @param l4t releases it is for; empty for any
 * @param repositoryOrNull the repository that has it; null for the distribution's own
 * @param sonames libraries in it
 * @param loaderPathOrNull folder of theirs that the loader does not search by itself
 * @param sha256OrNull hash of the known version's file
 * @param source where the row is from
 */
public record AptPackage(
    String name,
    @Nullable String versionOrNull,
    List<String> l4t,
    @Nullable String repositoryOrNull,
    List<String> sonames,
    @Nullable String loaderPathOrNull,
    @Nullable String sha256OrNull,
    Confidence confidence,
    String source)
    implements Fact {
  public AptPackage {
    l4t = List.copyOf(l4t);
    sonames = List.copyOf(sonames);
  }
}
