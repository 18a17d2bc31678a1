package io.github.jbuild.build;

import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;

/**
 * Where a build's result goes.
 *
 * @param outputs what is asked for; none means an image in the engine
 * @param push whether the image's tags are pushed to their registries
 */
public record Delivery(List<Output> outputs, boolean push) {

  /** An image in the engine. */
  public static final Delivery INTO_ENGINE = new Delivery(List.of(), false);

  public Delivery {
    outputs = List.copyOf(outputs);
  }

  /** Whether the image is wanted in the engine. */
  public boolean intoEngine() {
    return outputs.isEmpty() || outputs.stream().anyMatch(Output::intoEngine);
  }

  /**
   * An output in the words of {@code docker buildx build --output}.
   *
   * @param type {@code docker}, {@code image}, {@code oci}, {@code tar}, {@code local} or {@code
   *     cacheonly}
   * @param destination file or folder, {@code -} for standard output; empty for the engine
   * @param attributes what else is said, such as {@code rewrite-timestamp}
   */
  public record Output(String type, String destination, Map<String, String> attributes) {
    public Output {
      attributes = Ordered.copyOf(attributes);
    }

    /** Whether it is an image in the engine. */
    public boolean intoEngine() {
      return type.equals("image") || (type.equals("docker") && destination.isEmpty());
    }
  }
}
