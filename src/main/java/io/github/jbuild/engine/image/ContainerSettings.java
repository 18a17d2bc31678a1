package io.github.jbuild.engine.image;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import io.github.jbuild.core.Platform;
import io.github.jbuild.image.ImageConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a container was started with, as the configuration of an image. */
final class ContainerSettings {

  private ContainerSettings() {}

  /**
   * The settings of a container.
   *
   * @param platform that of its image
   */
  static ImageConfig of(InspectContainerResponse found, Platform platform) {
    ContainerConfig config = found.getConfig();
    HealthCheck check = config.getHealthcheck();
    Map<String, String> labels = config.getLabels();
    return new ImageConfig(
        platform,
        found.getCreated(),
        ImageConfig.env(words(config.getEnv())),
        words(config.getEntrypoint()),
        words(config.getCmd()),
        text(config.getUser()),
        text(config.getWorkingDir()),
        ports(config.getExposedPorts()),
        config.getVolumes() == null ? List.of() : List.copyOf(config.getVolumes().keySet()),
        "", // docker-java does not read the stop signal
        labels == null ? Map.of() : labels,
        check == null ? null : check.getTest(),
        List.of(),
        List.of());
  }

  private static List<String> words(String @Nullable [] words) {
    return words == null ? List.of() : List.of(words);
  }

  private static List<String> ports(ExposedPort @Nullable [] ports) {
    return ports == null ? List.of() : Arrays.stream(ports).map(ExposedPort::toString).toList();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
