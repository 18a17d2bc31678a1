package io.github.jbuild.engine.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Docker's configuration folder, as docker's command line uses it: {@code $DOCKER_CONFIG}, else
 * {@code ~/.docker}. Read when asked, so that a build without credentials or contexts reads
 * nothing.
 *
 * @param folder the folder; it need not exist
 */
public record DockerConfig(Path folder) {

  public static DockerConfig of(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault("DOCKER_CONFIG", "");
    return new DockerConfig(named.isEmpty() ? home.resolve(".docker") : Path.of(named));
  }

  /** The file {@code config.json}. */
  public Path file() {
    return folder.resolve("config.json");
  }

  /** The content of {@link #file}; missing if there is no such file. */
  public JsonNode read() {
    return json(file());
  }

  /**
   * Reads a JSON file.
   *
   * @return a missing node if there is no such file
   * @throws JbuildException {@code ENVIRONMENT} if it cannot be read or is not JSON
   */
  public static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      return MissingNode.getInstance();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      // Its own message may quote the text, and the text may hold a password.
      throw JbuildException.of(Kind.ENVIRONMENT, file + " is not valid JSON")
          .hint("correct or remove the file; docker also needs it to be valid");
    } catch (IOException e) {
      throw JbuildException.of(Kind.ENVIRONMENT, "cannot read " + file + ": " + e.getMessage())
          .cause(e);
    }
  }
}
