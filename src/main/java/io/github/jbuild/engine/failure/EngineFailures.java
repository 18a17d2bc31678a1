package io.github.jbuild.engine.failure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Turns what an engine reports about a failure into a message with a remedy. The patterns are those
 * of Docker 20.10 to 28 and Podman 4; each has a test that holds the message as an engine or its
 * source has it.
 */
public final class EngineFailures {

  private static final List<String> DISK_FULL = List.of("no space left on device");
  private static final List<String> WRONG_PROGRAM = List.of("exec format error");
  private static final List<String> RATE_LIMIT =
      List.of("toomanyrequests", "too many requests", "rate limit");
  private static final List<String> NOT_FOUND =
      List.of(
          "manifest unknown",
          "manifest_unknown",
          "name unknown",
          "name_unknown",
          "repository does not exist",
          "repository name not known",
          ": not found");
  private static final List<String> DENIED =
      List.of(
          "unauthorized",
          "denied",
          "authentication required",
          "no basic auth credentials",
          "incorrect username or password",
          "403 (forbidden)",
          "403 forbidden");
  private static final List<String> OTHER_PLATFORM =
      List.of(
          "no matching manifest for",
          "no match for platform in manifest",
          "does not match the specified platform",
          "no image found in manifest list for architecture",
          "no image found in image index for architecture");
  private static final List<String> UNREACHABLE =
      List.of(
          "dial tcp",
          "no such host",
          "connection refused",
          "i/o timeout",
          "tls: ",
          "tls handshake",
          "x509:",
          "server gave http response to https client",
          "server misbehaving",
          "connection reset by peer",
          "unexpected eof",
          "received unexpected http status: 5",
          "request canceled",
          "client.timeout exceeded",
          "context deadline exceeded");
  private static final List<String> STEP_FAILED =
      List.of("returned a non-zero code: ", "exit status ", "exit code: ");

  /** 128 + SIGKILL, as shells count. */
  private static final String KILLED = "137";

  private final String address;

  /**
   * @param address the engine's address, for messages
   */
  public EngineFailures(String address) {
    this.address = address;
  }

  /** Runs a request; what docker-java throws becomes a {@link JbuildException}. */
  public <T> T guard(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (JbuildException e) {
      throw e;
    } catch (DockerException e) {
      throw refused("the engine could not " + what, e);
    } catch (RuntimeException e) {
      throw lost("the connection to the engine at " + address + " broke", e);
    }
  }

  /** The engine answered a request with an HTTP error. */
  public JbuildException refused(String what, DockerException e) {
    String message = message(e);
    if (matches(message, DISK_FULL)) {
      return diskFull().cause(e);
    }
    Kind kind = e.getHttpStatus() == 400 ? Kind.BUILD_FAILED : Kind.ENVIRONMENT;
    return JbuildException.of(kind, what + ": " + message).cause(e);
  }

  /** The connection ended before the work was done. */
  public JbuildException lost(String what, Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (matches(message, DISK_FULL)) {
      return diskFull().cause(e);
    }
    return JbuildException.of(Kind.ENVIRONMENT, what)
        .hint(
            "no image was tagged; check that the engine is running, look at its log (journalctl -u"
                + " docker), check its disk space, then build again: finished steps are"
                + " cached")
        .cause(e);
  }

  /** The writer of a build context failed: what this program threw is reported unchanged. */
  public RuntimeException noContext(Exception reason) {
    return reason instanceof RuntimeException unchanged
        ? unchanged
        : JbuildException.of(
                Kind.ENVIRONMENT, "cannot read the build context: " + reason.getMessage())
            .cause(reason);
  }

  /** The engine stopped sending an image. */
  public JbuildException lostWhileReading(String id, Exception e) {
    if (e instanceof JbuildException known) {
      return known;
    }
    return JbuildException.of(
            Kind.ENVIRONMENT, "the engine at " + address + " disconnected while sending " + id)
        .hint("check that the engine is running, and look at its log (journalctl -u docker)")
        .cause(e);
  }

  /** An image was there a moment ago. */
  public JbuildException imageGone(String id, DockerException e) {
    return JbuildException.of(
            Kind.ENVIRONMENT, "the engine at " + address + " no longer has the image " + id)
        .hint("it was removed in the meantime; build or pull it again")
        .cause(e);
  }

  /**
   * A build failed in the engine.
   *
   * @param credentials describes which credentials were used for a registry
   */
  public JbuildException build(
      BuildFailure failure, BuildPlace at, Platform platform, UnaryOperator<String> credentials) {
    String message = failure.message();
    boolean step =
        at.base() == null && (failure.exitStatus() != null || matches(message, STEP_FAILED));
    String said = step ? message + "\n" + String.join("\n", at.tail()) : message;
    if (matches(said, WRONG_PROGRAM)) {
      return wrongProgram(at, platform);
    }
    if (matches(said, DISK_FULL)) {
      return diskFull().details(at.tail());
    }
    if (step) {
      return stepFailed(failure, at);
    }
    return base(message, at, platform, credentials);
  }

  private JbuildException base(
      String message, BuildPlace at, Platform platform, UnaryOperator<String> credentials) {
    String image = at.base() == null ? "an image" : "base image " + at.base();
    String registry = registry(at);
    if (matches(message, RATE_LIMIT)) {
      return registry(image + ": " + registry + " limits how often images can be pulled", message)
          .hint("log in (docker login " + registry + "), wait, or use a mirror of the registry");
    }
    if (matches(message, OTHER_PLATFORM)) {
      return JbuildException.of(
              Kind.INVALID_INPUT, image + " does not exist for " + platform + ": " + message)
          .hint("choose a tag or digest that " + registry + " provides for " + platform);
    }
    if (matches(message, NOT_FOUND) && !message.contains("denied")) {
      return registry(image + " is not in " + registry, message)
          .hint("check its name, tag and digest; " + credentials.apply(registry));
    }
    if (matches(message, DENIED)) {
      return registry(
              image + ": " + registry + " denied the pull; " + credentials.apply(registry), message)
          .hint("check its name, then log in: " + login(registry));
    }
    if (matches(message, UNREACHABLE)) {
      return registry(image + ": the engine cannot reach " + registry, message)
          .hint("check the network, DNS and proxy of the engine at " + address);
    }
    return JbuildException.of(Kind.BUILD_FAILED, at.step() + " failed: " + message)
        .details(at.tail());
  }

  /** A registry rejects an image. */
  public JbuildException push(ImageRef tag, String message, String credentials) {
    String registry = tag.registry();
    JbuildException error =
        registry("cannot push " + tag + ": " + registry + " rejected it", message);
    if (matches(message, DENIED)) {
      return error.hint(
          "check that you may push there; " + credentials + "; log in: " + login(registry));
    }
    if (matches(message, UNREACHABLE)) {
      return error.hint("check the network, DNS and proxy of the engine at " + address);
    }
    return error.hint("the image is built and tagged: docker push " + tag);
  }

  /** A base image that the engine has is for another platform. */
  public JbuildException otherPlatform(String image, Platform wanted, Platform actual) {
    return JbuildException.of(
            Kind.INVALID_INPUT, image + " is for " + actual + ", not for " + wanted)
        .hint(
            "the engine at "
                + address
                + " has it only for "
                + actual
                + ": pull it with docker pull --platform "
                + wanted
                + ", or remove it there");
  }

  /** The engine cannot run programs of a platform. */
  public JbuildException noExecution(Platform platform, String said) {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "the engine at " + address + " cannot run " + platform + " programs: " + said)
        .hint(
            "on the engine's host: docker run --privileged --rm tonistiigi/binfmt --install "
                + platform.architecture()
                + ", or on Debian and Ubuntu: apt-get install qemu-user-static binfmt-support");
  }

  private JbuildException wrongProgram(BuildPlace at, Platform platform) {
    return JbuildException.of(
            Kind.ENVIRONMENT, at.step() + ": the engine cannot run a program (exec format error)")
        .details(at.tail())
        .hint(
            "either the program is not for "
                + platform
                + ", or the engine at "
                + address
                + " no longer runs such programs; then, on its host: docker run --privileged --rm"
                + " tonistiigi/binfmt --install "
                + platform.architecture());
  }

  private JbuildException diskFull() {
    return JbuildException.of(Kind.ENVIRONMENT, "the disk of the engine at " + address + " is full")
        .hint(
            "docker system df shows what uses it; docker system prune and docker builder prune free space");
  }

  private static JbuildException stepFailed(BuildFailure failure, BuildPlace at) {
    String status = exitStatus(failure);
    JbuildException error =
        JbuildException.of(
                Kind.BUILD_FAILED,
                at.step() + " failed with exit status " + status + ": " + at.text())
            .details(at.tail());
    return status.equals(KILLED)
        ? error.hint("it was killed: memory ran out, or the engine was stopped")
        : error;
  }

  private static String exitStatus(BuildFailure failure) {
    Integer code = failure.exitStatus();
    if (code != null) {
      return code.toString();
    }
    String message = failure.message();
    return message.substring(message.lastIndexOf(' ') + 1);
  }

  private static JbuildException registry(String what, String message) {
    return JbuildException.of(Kind.NETWORK, what).details(List.of("the engine says: " + message));
  }

  private static String registry(BuildPlace at) {
    try {
      String base = at.base();
      return base == null ? "the registry" : ImageRef.parse(base).registry();
    } catch (IllegalArgumentException variable) {
      return "the registry";
    }
  }

  private static String login(String registry) {
    return registry.equals("nvcr.io")
        ? "docker login nvcr.io, user $oauthtoken, password your NGC API key"
        : "docker login" + (registry.equals("docker.io") ? "" : " " + registry);
  }

  private static boolean matches(String message, List<String> patterns) {
    String lower = message.toLowerCase(Locale.ROOT);
    return patterns.stream().anyMatch(lower::contains);
  }

  /** The message in an engine's JSON answer. */
  private static String message(DockerException e) {
    String text = String.valueOf(e.getMessage());
    int brace = text.indexOf('{');
    if (brace < 0) {
      return text.strip();
    }
    try {
      String message = new ObjectMapper().readTree(text.substring(brace)).path("message").asText();
      return message.isEmpty() ? text.strip() : message.strip();
    } catch (IOException notJson) {
      return text.strip();
    }
  }
}
