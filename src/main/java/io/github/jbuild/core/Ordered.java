package io.github.jbuild.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable maps that keep the order of their entries. */
public final class Ordered {

  private Ordered() {}

  /** An unmodifiable copy of {@code map} in its iteration order. */
  public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
