package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.it.TestBed;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Builds on a real engine, and removes the images when the test is over. */
final class RealBuilds implements AutoCloseable {

  private final String host;
  private final ConnectedEngine engine;
  private final Deque<String> garbage = new ArrayDeque<>();

  private RealBuilds(String host, ConnectedEngine engine) {
    this.host = host;
    this.engine = engine;
  }

  /** With the best builder that the engine has. */
  static RealBuilds on(BedDocker docker) {
    return on(docker.host(), EngineChoice.of(docker.host()), Map.of());
  }

  /**
   * @param host where images are removed in the end
   * @param environment of jbuild
   */
  static RealBuilds on(String host, EngineChoice choice, Map<String, String> environment) {
    EngineLocator locator = new EngineLocator(environment, Path.of("/nonexistent"));
    return new RealBuilds(
        host, new EngineConnector(locator, InstantSource.system()).connect(choice));
  }

  ConnectedEngine engine() {
    return engine;
  }

  /** Builds, and returns the image's ID. */
  String image(Wanted wanted) {
    return image(wanted, new Heard());
  }

  String image(Wanted wanted, Heard heard) {
    String id = Contexts.id(engine.build(wanted.request(), heard));
    garbage.push(id);
    return id;
  }

  /** Builds, and returns what was told. */
  Heard build(Wanted wanted) {
    Heard heard = new Heard();
    image(wanted, heard);
    return heard;
  }

  /** Builds, and returns the error. */
  JbuildException failure(Wanted wanted) {
    return failure(wanted, new Heard());
  }

  JbuildException failure(Wanted wanted, Heard heard) {
    return catchThrowableOfType(JbuildException.class, () -> engine.build(wanted.request(), heard));
  }

  /** Removes an image or a tag when the test is over; the last named goes first. */
  void remove(String image) {
    garbage.push(image);
  }

  @Override
  public void close() {
    engine.close();
    garbage.forEach(image -> TestBed.dockerOn(host, "image", "rm", "--force", image));
  }
}
