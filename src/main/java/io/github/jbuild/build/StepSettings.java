package io.github.jbuild.build;

import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code RUN} steps find around them.
 *
 * @param networkOrNull network mode
 * @param hosts further lines of {@code /etc/hosts}: addresses by name
 * @param shmBytes size of {@code /dev/shm}; 0 for the builder's own choice
 * @param ulimits limits of resources
 */
public record StepSettings(
    @Nullable String networkOrNull,
    Map<String, String> hosts,
    long shmBytes,
    List<Ulimit> ulimits) {

  /** The builder's own choices. */
  public static final StepSettings DEFAULT = new StepSettings(null, Map.of(), 0, List.of());

  public StepSettings {
    hosts = Ordered.copyOf(hosts);
    ulimits = List.copyOf(ulimits);
  }

  /**
   * A limit of a resource.
   *
   * @param name such as {@code nofile}
   * @param soft the limit; -1 for none
   * @param hard how far a program may raise it; -1 for none
   */
  public record Ulimit(String name, long soft, long hard) {
    @Override
    public String toString() {
      return name + "=" + soft + ":" + hard;
    }
  }
}
