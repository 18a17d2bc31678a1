package io.github.jbuild.image.elf;

import io.github.jbuild.core.pattern.Glob;
import java.util.List;

/** Libraries that the host puts into a container when it starts, such as the driver's. */
public final class HostLibraries {

  private final List<Glob> names;

  private HostLibraries(List<Glob> names) {
    this.names = names;
  }

  /**
   * Libraries by name.
   *
   * @param patterns SONAMEs, in which {@code *} stands for any characters and {@code ?} for one
   */
  public static HostLibraries of(List<String> patterns) {
    return new HostLibraries(patterns.stream().map(Glob::copy).toList());
  }

  /** No libraries. */
  public static HostLibraries none() {
    return of(List.of());
  }

  /** Whether the host provides a library. */
  public boolean bring(String name) {
    return !name.isEmpty() && names.stream().anyMatch(pattern -> pattern.matches(name));
  }
}
