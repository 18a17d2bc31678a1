package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DockerClientImpl;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineClientConfig;
import io.github.jbuild.engine.connect.EngineEndpoint;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.engine.connect.EnginePing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** An engine, with a client beside it that sees and removes what tests made. */
final class LiveEngine implements AutoCloseable {

  private final ConnectedEngine engine;
  private final DockerClient client;
  private final Deque<String> garbage = new ArrayDeque<>();

  private LiveEngine(ConnectedEngine engine, DockerClient client) {
    this.engine = engine;
    this.client = client;
  }

  static LiveEngine connect(Map<String, String> environment) {
    EngineLocator locator = new EngineLocator(environment, Path.of("/nonexistent"));
    EngineEndpoint endpoint = locator.candidates(null).get(0);
    return new LiveEngine(
        new EngineConnector(locator, InstantSource.system())
            .connect(new EngineChoice(null, EngineChoice.Mode.CLASSIC, null)),
        DockerClientImpl.getInstance(
            new EngineClientConfig(endpoint.uri(), ApiVersion.OLDEST),
            EnginePing.client(endpoint, null)));
  }

  static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new AssertionError(name + " must be set: eval \"$(dev/testbed env)\"");
    }
    return value;
  }

  ConnectedEngine engine() {
    return engine;
  }

  /** IDs of the containers whose command has an argument. */
  Set<String> containers(String argument) {
    Set<String> ids = new HashSet<>();
    client.listContainersCmd().withShowAll(true).exec().stream()
        .filter(container -> container.getCommand().contains(argument))
        .forEach(container -> ids.add(container.getId()));
    return ids;
  }

  /** IDs of those and of the images that {@link ExecutionProbe} made. */
  Set<String> probes() {
    Set<String> ids = containers("/probe");
    client
        .listImagesCmd()
        .withShowAll(true)
        .withLabelFilter(ExecutionProbe.LABEL)
        .exec()
        .forEach(image -> ids.add(image.getId()));
    return ids;
  }

  /** Removes an image when the test is over; the last named goes first. */
  void remove(String image) {
    garbage.push(image);
  }

  static boolean eventually(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  @Override
  public void close() {
    for (String image : garbage) {
      try {
        client.removeImageCmd(image).withForce(true).exec();
      } catch (NotFoundException gone) {
        assertThat(gone.getHttpStatus()).isEqualTo(404);
      }
    }
    engine.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
