package io.github.jbuild.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An apt repository of NVIDIA's.
 *
 * @param name its name in {@link AptPackage#repositoryOrNull()}
 * @param url its address
 * @param suite its suite, such as {@code r36.4}; {@code /} for a flat one
 * @param components its components; none for a flat one
 * @param l4t releases that it is for; empty for any
 * @param keyUrl where its key is
 * @param keyFingerprintOrNull fingerprint of the key, 40 hexadecimal digits; null when no source
 *     names it
 * @param why what it is for
 * @param source where the row is from
 */
public record RepositoryFact(
    String name,
    String url,
    String suite,
    List<String> components,
    List<String> l4t,
    String keyUrl,
    @Nullable String keyFingerprintOrNull,
    String why,
    Confidence confidence,
    String source) {
  public RepositoryFact {
    components = List.copyOf(components);
    l4t = List.copyOf(l4t);
  }
}
