package io.github.jbuild.facts;

import java.util.List;
import java.util.Optional;

/**
 * What is known about libraries that are not where the loader looks, and need not be.
 *
 * @param injected libraries that NVIDIA's container runtime mounts from the host
 * @param optional libraries that are opened on demand, and skipped if that fails
 */
public record LoaderFacts(List<Named> injected, List<Named> optional) {

  public LoaderFacts {
    injected = List.copyOf(injected);
    optional = List.copyOf(optional);
  }

  /** Takes them from tables. */
  public static LoaderFacts of(FactTables tables) {
    return new LoaderFacts(
        tables.rows(FactTable.INJECTED, FactDecoders::named),
        tables.rows(FactTable.OPTIONAL, FactDecoders::named));
  }

  /**
   * A library.
   *
   * @param name its file name or SONAME
   * @param why why it is in the list
   * @param source where this is from
   */
  public record Named(String name, String why, Confidence confidence, String source) {}

  /** Whether the host provides a library. */
  public boolean injected(String name) {
    return injected.stream().anyMatch(named -> named.name().equals(name));
  }

  /** The row of a library that may fail to open. */
  public Optional<Named> optional(String name) {
    return optional.stream().filter(named -> named.name().equals(name)).findFirst();
  }
}
