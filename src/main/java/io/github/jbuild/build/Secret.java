package io.github.jbuild.build;

import java.io.IOException;

/**
 * A secret that {@code RUN --mount=type=secret,id=…} steps may read while they run; it is in no
 * layer.
 *
 * @param id its name in the Dockerfile
 * @param value reads it, when a step first asks
 */
public record Secret(String id, Value value) {

  /** Reads a secret's bytes. */
  @FunctionalInterface
  public interface Value {
    byte[] read() throws IOException;
  }

  @Override
  public String toString() {
    return "Secret[" + id + "]";
  }
}
