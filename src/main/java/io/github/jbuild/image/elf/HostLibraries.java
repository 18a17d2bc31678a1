package io.github.jbuild.image.elf;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Libraries that the host puts into a container when it starts, such as the driver's. */
public final class HostLibraries {

  private final Pattern names;

  private HostLibraries(Pattern names) {
    this.names = names;
  }

  /**
   * Libraries by name.
   *
   * @param patterns SONAMEs, in which {@code *} stands for any characters and {@code ?} for one
   */
  public static HostLibraries of(List<String> patterns) {
    return new HostLibraries(
        Pattern.compile(patterns.stream().map(Glob::expression).collect(Collectors.joining("|"))));
  }

  /** No libraries. */
  public static HostLibraries none() {
    return of(List.of());
  }

  /** Whether the host provides a library. */
  public boolean bring(String name) {
    return !name.isEmpty() && names.matcher(name).matches();
  }
}
