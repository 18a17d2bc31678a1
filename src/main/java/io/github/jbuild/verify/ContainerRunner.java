package io.github.jbuild.verify;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs images, as far as verifying them needs it: a container engine. */
public interface ContainerRunner {

  /**
   * Runs a program in a new container without network, and removes the container.
   *
   * @param imageId image ID
   * @param command program and arguments, in place of the image's own
   * @param patience how long it may take
   * @throws JbuildException {@code ENVIRONMENT} if the engine cannot run it, or it takes longer
   */
  Ran run(
      String imageId,
      Platform platform,
      List<String> command,
      Map<String, String> environment,
      Duration patience);

  /**
   * Starts an image as it is, waits for what its health check says, and removes the container.
   *
   * @param patience how long it may take
   * @throws JbuildException {@code ENVIRONMENT} if the engine cannot run it
   */
  Health health(String imageId, Platform platform, Duration patience);

  /** Whether programs of a platform run under emulation. */
  boolean emulates(Platform platform);

  /** Whether containers are started with NVIDIA's runtime, and so with a GPU. */
  boolean hasGpu();

  /**
   * What a program did.
   *
   * @param exitCode its exit code
   * @param output its standard output and error
   */
  record Ran(int exitCode, String output) {}

  /**
   * What a health check said.
   *
   * @param status {@code healthy}, {@code unhealthy}, {@code exited} when the container ended
   *     before its check said anything, or {@code starting} when it was not known in time
   * @param detail output of the last check, or of the container
   */
  record Health(String status, String detail) {}
}
