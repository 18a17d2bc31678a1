package io.github.jbuild.engine.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program {@code docker-credential-NAME} that keeps credentials (github.com/docker/
 * docker-credential-helpers): {@code get} takes the server's name on standard input and prints
 * JSON.
 */
final class CredentialHelper {

  /** Why a helper gave no answer; never holds what it printed, which may be a secret. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** What a helper answered. */
  record Answer(String username, String secret) {
    @Override
    public String toString() {
      return "Answer[username=" + username + ", secret=…]";
    }
  }

  private static final int LONGEST_ANSWER = 1 << 20;

  private final String program;
  private final Map<String, String> environment;
  private final Duration timeout;

  CredentialHelper(String name, Map<String, String> environment, Duration timeout) {
    this.program = "docker-credential-" + name;
    this.environment = environment;
    this.timeout = timeout;
  }

  /** The program's name. */
  String program() {
    return program;
  }

  /**
   * Asks for the credentials of a server.
   *
   * @return empty if the helper has none
   */
  Optional<Answer> get(String server) throws Failed {
    Path file = ProgramPath.find(program, environment);
    if (file == null) {
      throw new Failed("the program " + program + " is not on the PATH");
    }
    ProcessBuilder builder =
        new ProcessBuilder(file.toString(), "get").redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return answer(builder.start(), server);
    } catch (IOException e) {
      throw new Failed(program + " could not be run");
    }
  }

  private Optional<Answer> answer(Process process, String server) throws Failed, IOException {
    try (InputStream out = process.getInputStream()) {
      CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> read(out));
      try (OutputStream in = process.getOutputStream()) {
        in.write(server.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // A helper may end without reading its input; its answer and exit status say the rest.
        printed.isDone();
      }
      byte[] text = printed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      return parse(text, process.exitValue());
    } catch (TimeoutException e) {
      throw new Failed(program + " did not answer within " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new Failed(program + " could not be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(program + " was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private Optional<Answer> parse(byte[] text, int status) throws Failed {
    if (status != 0) {
      if (new String(text, StandardCharsets.UTF_8).contains("credentials not found")) {
        return Optional.empty();
      }
      throw new Failed(program + " ended with exit status " + status);
    }
    try {
      JsonNode answer = new ObjectMapper().readTree(text);
      return Optional.of(
          new Answer(answer.path("Username").asText(), answer.path("Secret").asText()));
    } catch (IOException e) {
      throw new Failed(program + " did not print JSON");
    }
  }

  private static byte[] read(InputStream in) {
    try {
      return in.readNBytes(LONGEST_ANSWER);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
