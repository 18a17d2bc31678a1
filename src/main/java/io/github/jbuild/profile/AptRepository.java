package io.github.jbuild.profile;

import java.net.URI;
import java.util.List;

/**
 * A repository of Debian packages.
 *
 * @param url where it is
 * @param suite the distribution, such as {@code r36.4}; {@code /} for a flat repository
 * @param components such as {@code main}; empty for a flat repository
 * @param key what its packages are signed with
 */
public record AptRepository(URI url, String suite, List<String> components, AptKey key) {
  public AptRepository {
    components = List.copyOf(components);
  }
}
