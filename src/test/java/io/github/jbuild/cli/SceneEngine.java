package io.github.jbuild.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.engine.FakeDockerApi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An engine on a port that fails as Docker 20.10.24 failed when the messages were written down. The
 * program under test speaks to it over the wire, from the ping on.
 */
final class SceneEngine {

  private static final String VERSION =
      "{\"Version\":\"20.10.24\",\"Os\":\"linux\",\"Arch\":\"%s\"}";

  private SceneEngine() {}

  /** An engine on an arm64 machine. */
  static FakeDockerApi arm64() {
    return new FakeDockerApi().answer("/version", 200, VERSION.formatted("arm64"));
  }

  /** Its build fails at a position, after some output, with a message. */
  static FakeDockerApi failing(SceneProfile.Position at, String output, String message) {
    return failing(at, output, Map.of("message", message));
  }

  /** Its build ends with a program's exit status. */
  static FakeDockerApi exiting(SceneProfile.Position at, String output, int status) {
    String message = "The command '/bin/sh -c x' returned a non-zero code: " + status;
    return failing(at, output, Map.of("message", message, "code", status));
  }

  private static FakeDockerApi failing(
      SceneProfile.Position at, String output, Map<String, Object> detail) {
    return arm64().answer("/build", 200, stream(at, output) + json("errorDetail", detail));
  }

  /** It goes away while a position is built. */
  static FakeDockerApi goingAway(SceneProfile.Position at) {
    return arm64()
        .answer(
            "/build",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] begin = stream(at, "").getBytes(StandardCharsets.UTF_8);
              exchange.getResponseBody().write(begin);
              exchange.getResponseBody().flush();
              throw new IOException("cut");
            });
  }

  /** An amd64 machine without emulation: a container of an arm64 image ends at once. */
  static FakeDockerApi withoutEmulation() {
    byte[] said = "exec /probe: exec format error\n".getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(8 + said.length);
    frame.put((byte) 2).position(4).putInt(said.length).put(said);
    return new FakeDockerApi()
        .answer("/version", 200, VERSION.formatted("amd64"))
        .answer("/containers/create", 201, "{\"Id\":\"c1\"}")
        .answer("/containers/c1/start", 204, "")
        .answer("/containers/c1/wait", 200, "{\"StatusCode\":1}")
        .answer(
            "/containers/c1/logs",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(frame.array());
            })
        .answer("/containers/c1", 204, "")
        .answer("/images/" + FakeDockerApi.IMAGE, 200, "[]");
  }

  private static String stream(SceneProfile.Position at, String output) {
    StringBuilder stream = new StringBuilder(json("stream", at.line()));
    if (!output.isEmpty()) {
      stream.append(json("stream", " ---> Running in c75639280a54\n"));
      output.lines().forEach(line -> stream.append(json("stream", line + "\n")));
      stream.append(json("stream", "Removing intermediate container c75639280a54\n"));
    }
    return stream.toString();
  }

  private static String json(String key, Object value) {
    try {
      return new ObjectMapper().writeValueAsString(Map.of(key, value)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
