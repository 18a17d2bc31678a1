package io.github.jbuild.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.builder.BuildProgress;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The messages were recorded from Docker 20.10.24 and Podman 4.3.1; those that are marked were
 * reported in public by users of newer engines.
 */
final class EngineFailuresTest {

  private static final String BASE = "FROM nvcr.io/nvidia/l4t-cuda:12.6.11-runtime AS runtime";

  private final EngineFailures failures = new EngineFailures("unix:///d.sock");
  private final BuildProgress at = new BuildProgress(status -> {}, InstantSource.system());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manifest unknown",
        "name unknown",
        // Docker with the containerd image store
        "nvcr.io/nvidia/l4t-cuda:12.6.11-runtime: not found",
        // Podman
        "creating build container: initializing source docker://nvcr.io/nvidia/l4t-cuda:1: reading"
            + " manifest 1 in nvcr.io/nvidia/l4t-cuda: manifest unknown",
        // newer Docker
        "manifest for nvcr.io/nvidia/l4t-cuda:12.6.11-runtime not found: manifest unknown"
      })
  void base_image_not_found(String message) {
    JbuildException error = base(message);

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message())
        .isEqualTo("base image nvcr.io/nvidia/l4t-cuda:12.6.11-runtime is not in nvcr.io");
    assertThat(error.details()).containsExactly("the engine says: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unauthorized",
        "denied",
        "unauthorized: authentication required",
        // Docker Hub
        "pull access denied for nvidia/x, repository does not exist or may require 'docker login':"
            + " denied: requested access to the resource is denied",
        "Head \"https://nvcr.io/v2/nvidia/x/manifests/1\": no basic auth credentials",
        // Docker with the containerd image store
        "failed to authorize: failed to fetch anonymous token: unexpected status from GET request"
            + " to https://authn.nvidia.com/token: 403 Forbidden"
      })
  void not_authorised(String message) {
    JbuildException error = base(message);

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message())
        .contains("nvcr.io denied the pull", "user \"me\" from docker-credential-x");
    assertThat(error.hint().orElseThrow()).contains("docker login nvcr.io", "$oauthtoken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no matching manifest for linux/arm64 in the manifest list entries",
        "image with reference nvcr.io/nvidia/l4t-cuda:1 was found but does not match the specified"
            + " platform: wanted linux/arm64, actual: linux/amd64",
        // Docker with the containerd image store
        "no match for platform in manifest: not found",
        // Podman
        "choosing image instance: no image found in manifest list for architecture \"arm64\""
      })
  void wrong_architecture(String message) {
    JbuildException error = base(message);

    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.message()).contains("does not exist for linux/arm64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Get \"https://nvcr.io/v2/\": dial tcp: lookup nvcr.io on 10.0.0.1:53: no such host",
        "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused",
        "Get \"https://nvcr.io/v2/\": net/http: TLS handshake timeout",
        "Get \"https://nvcr.io/v2/\": x509: certificate signed by unknown authority",
        "Get \"https://nvcr.io/v2/\": net/http: request canceled while waiting for connection"
            + " (Client.Timeout exceeded while awaiting headers)",
        "received unexpected HTTP status: 503 Service Unavailable",
        "Get \"https://127.0.0.1:5233/v2/\": http: server gave HTTP response to HTTPS client",
        "pinging container registry 127.0.0.1:5999: Get \"https://127.0.0.1:5999/v2/\": tls: first"
            + " record does not look like a TLS handshake"
      })
  void registry_unreachable(String message) {
    JbuildException error = base(message);

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message()).contains("the engine cannot reach nvcr.io");
    assertThat(error.hint().orElseThrow()).contains("unix:///d.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toomanyrequests",
        // Docker Hub
        "toomanyrequests: You have reached your pull rate limit. You may increase the limit by"
            + " authenticating and upgrading",
        "unexpected status code 429 Too Many Requests"
      })
  void rate_limited(String message) {
    assertThat(base(message).kind()).isEqualTo(Kind.NETWORK);
    assertThat(base(message).message()).contains("nvcr.io limits how often");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`The command '/bin/sh -c exit 7' returned a non-zero code: 7`,7",
        "`building at STEP \"RUN exit 7\": while running runtime: exit status 7`,"
      })
  void step_failed(String message, Integer status) {
    at.started(3, 9, "RUN exit 7");
    at.log(1, "dial tcp: connection refused");

    JbuildException error = build(message, status);

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.message()).isEqualTo("step 3/9 failed with exit status 7: RUN exit 7");
    assertThat(error.details()).containsExactly("dial tcp: connection refused");
  }

  @Test
  void step_that_was_killed() {
    at.started(3, 9, "RUN ninja");

    JbuildException error = build("The command 'ninja' returned a non-zero code: 137", 137);

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.hint().orElseThrow()).contains("memory ran out", "engine was stopped");
  }

  @Test
  void step_that_ran_a_program_of_another_architecture() {
    at.started(3, 9, "RUN x");
    at.log(1, "exec /bin/sh: exec format error");

    JbuildException error = build("The command '/bin/sh -c x' returned a non-zero code: 1", 1);

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.hint().orElseThrow()).contains("binfmt --install arm64");
  }

  @Test
  void disk_full_in_a_step_and_in_the_engine() {
    at.started(3, 9, "RUN x");
    at.log(1, "cp: error writing '/y': No space left on device");

    JbuildException step = build("The command '/bin/sh -c x' returned a non-zero code: 1", 1);
    JbuildException engine =
        build("Error processing tar file(exit status 1): write /y: no space left on device", null);

    assertThat(step.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(step.message()).isEqualTo("the disk of the engine at unix:///d.sock is full");
    assertThat(engine.message()).isEqualTo(step.message());
    assertThat(engine.hint().orElseThrow()).contains("docker system df", "prune");
  }

  @Test
  void anything_else_is_a_failed_step_with_the_engines_words() {
    at.started(2, 2, "COPY nothing /x");

    JbuildException error =
        build("COPY failed: file not found in build context or excluded by .dockerignore", null);

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.message()).startsWith("step 2/2 failed: COPY failed: file not found");
  }

  private JbuildException base(String message) {
    at.started(1, 9, BASE);
    return build(message, null);
  }

  private JbuildException build(String message, @org.jspecify.annotations.Nullable Integer status) {
    return failures.build(
        new BuildFailure(message, status),
        at.place(),
        Platform.LINUX_ARM64,
        registry -> "user \"me\" from docker-credential-x");
  }
}
