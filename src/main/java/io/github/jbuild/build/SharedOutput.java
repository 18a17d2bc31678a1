package io.github.jbuild.build;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who shows the output of a vertex that several builds have in common: the one that receives it
 * first.
 */
final class SharedOutput {

  private final Map<String, String> owners = new ConcurrentHashMap<>();

  /** Whether {@code profile} shows the output of a vertex. */
  boolean belongsTo(String profile, String vertex) {
    String owner = owners.putIfAbsent(vertex, profile);
    return owner == null || owner.equals(profile);
  }

  /** A profile's build is over; others may show what it showed. */
  void release(String profile) {
    owners.values().removeIf(profile::equals);
  }
}
