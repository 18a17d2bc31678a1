package io.github.jbuild.engine;

import io.github.jbuild.it.TestBed;
import java.net.URI;
import java.nio.file.Path;

/** The test bed's Docker engines, which both build with BuildKit. */
enum BedDocker {
  V20_10,
  V26_1;

  /** A base for linux/arm64 with a shell and perl that both have. */
  static final String BASE =
      TestBed.variable("JBUILD_TESTBED_REGISTRY") + "/nvidia/l4t-cuda:12.6.11-runtime";

  /** Where it listens, as DOCKER_HOST. */
  String host() {
    return this == V20_10 ? TestBed.variable("JBUILD_TESTBED_HOST") : TestBed.docker26();
  }

  /** The socket that it listens on. */
  Path socket() {
    return Path.of(URI.create(host()).getPath());
  }
}
