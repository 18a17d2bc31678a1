package io.github.jbuild.build;

import io.github.jbuild.core.Ordered;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a build's result goes.
 *
 * @param destinations what is requested; none means an image in the engine
 * @param push whether the image's tags are pushed to their registries
 */
public record BuildOutputs(List<Output> destinations, boolean push) {

  /** An image in the engine. */
  public static final BuildOutputs INTO_ENGINE = new BuildOutputs(List.of(), false);

  public BuildOutputs {
    destinations = List.copyOf(destinations);
  }

  /** The same with names for images in archives, where they have none. */
  BuildOutputs named(String name) {
    return new BuildOutputs(destinations.stream().map(output -> output.named(name)).toList(), push);
  }

  /** Whether the image is wanted in the engine. */
  public boolean intoEngine() {
    return destinations.isEmpty() || destinations.stream().anyMatch(Output::intoEngine);
  }

  /**
   * An output in the words of {@code docker buildx build --output}.
   *
   * @param type {@code docker}, {@code image}, {@code oci}, {@code tar}, {@code local} or {@code
   *     cacheonly}
   * @param destination file or folder, {@code -} for standard output; empty for the engine
   * @param attributes what else is said, such as {@code compression}
   * @param streamOrNull where the destination {@code -} leads
   */
  public record Output(
      String type,
      String destination,
      Map<String, String> attributes,
      @Nullable OutputStream streamOrNull) {
    public Output {
      attributes = Ordered.copyOf(attributes);
    }

    /** An output to a file, a folder or the engine. */
    public Output(String type, String destination, Map<String, String> attributes) {
      this(type, destination, attributes, null);
    }

    /** Standard output, where that is meant. */
    public Optional<OutputStream> stream() {
      return Optional.ofNullable(streamOrNull);
    }

    /** The same output with a name for the image in the archive, where it has none. */
    Output named(String name) {
      boolean archive = type.equals("oci") || (type.equals("docker") && !destination.isEmpty());
      if (!archive || name.isEmpty() || attributes.containsKey("name")) {
        return this;
      }
      Map<String, String> more = new LinkedHashMap<>(attributes);
      more.put("name", name);
      return new Output(type, destination, more, streamOrNull);
    }

    /** Whether it is an image in the engine. */
    public boolean intoEngine() {
      return type.equals("image") || (type.equals("docker") && destination.isEmpty());
    }
  }
}
