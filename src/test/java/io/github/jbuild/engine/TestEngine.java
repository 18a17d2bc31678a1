package io.github.jbuild.engine;

import java.util.Map;

/** The engines of the test bed. */
enum TestEngine {
  /** Docker Engine 20.10. */
  DOCKER_20("JBUILD_TESTBED_HOST"),
  /** Docker Engine 26. */
  DOCKER_26("JBUILD_TESTBED_DOCKER26"),
  PODMAN("JBUILD_TESTBED_PODMAN");

  private final String variable;

  TestEngine(String variable) {
    this.variable = variable;
  }

  /** Its address, as {@code DOCKER_HOST} has it. */
  String host() {
    return LiveEngine.variable(variable);
  }

  /** A connection to it, with its classic builder. */
  LiveEngine connect() {
    return LiveEngine.connect(Map.of("DOCKER_HOST", host()));
  }
}
