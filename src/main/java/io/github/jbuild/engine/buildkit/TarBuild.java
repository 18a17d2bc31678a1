package io.github.jbuild.engine.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.buildkit.SolveFailure;
import io.github.jbuild.buildkit.StatusDecoder;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.builder.ContextPipe;
import io.github.jbuild.engine.builder.LocalBases;
import io.github.jbuild.engine.failure.EngineFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of {@code POST /build?version=2}, whose answer is a stream of JSON objects. */
final class TarBuild {

  private static final int MAX_ANSWER = 4096;
  private static final Pattern EXIT = Pattern.compile("exit code: (\\d+)");

  private final DockerHttpClient http;
  private final TarRequest asked;
  private final EngineFailures failures;
  private final LocalBases bases;
  private final VertexNotes notes = new VertexNotes();
  private volatile boolean cancelled;
  private volatile @Nullable Exception own;

  TarBuild(DockerHttpClient http, TarRequest asked, LocalBases bases) {
    this.http = http;
    this.asked = asked;
    this.bases = bases;
    this.failures = bases.failures();
  }

  /** Builds and returns the image's ID. */
  String run(Request request, Listener listener) {
    ContextPipe pipe = new ContextPipe(bytes -> {});
    DaemonThreads.start("build-context", () -> write(request, pipe));
    DockerHttpClient.Request post =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.POST)
            .path(asked.path())
            .putHeader("Content-Type", "application/x-tar")
            .body(pipe)
            .build();
    try (DockerHttpClient.Response response = http.execute(post)) {
      if (response.getStatusCode() != 200) {
        String body = new String(response.getBody().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
        throw failures.refused(
            "the engine rejected the build", new DockerException(body, response.getStatusCode()));
      }
      return read(response.getBody(), request, listener);
    } catch (JbuildException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw inWords(e);
    } finally {
      pipe.breakOff("the build has ended");
    }
  }

  /** Stops the build in the engine; it then answers that it was cancelled. */
  void cancel() {
    cancelled = true;
    DockerHttpClient.Request post =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.POST)
            .path("/build/cancel?id=" + asked.id())
            .build();
    DaemonThreads.start("build-cancel", () -> http.execute(post).close());
  }

  private String read(InputStream answer, Request request, Listener listener) throws IOException {
    String image = "";
    try (MappingIterator<JsonNode> lines =
        new ObjectMapper().readerFor(JsonNode.class).readValues(answer)) {
      while (lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        String id = line.path("id").asText();
        if (line.has("errorDetail") || line.has("error")) {
          throw failed(line, request);
        } else if (id.equals("moby.buildkit.trace")) {
          BuildStatus status =
              StatusDecoder.decode(Base64.getDecoder().decode(line.path("aux").asText()));
          notes.on(status);
          listener.on(status);
        } else if (id.equals("moby.image.id")) {
          image = line.path("aux").path("ID").asText();
        }
      }
    }
    if (cancelled) {
      throw JbuildException.of(Kind.CANCELLED, "the build was cancelled");
    }
    if (image.isEmpty()) {
      throw new IOException("the response has no image ID");
    }
    return image;
  }

  private JbuildException failed(JsonNode line, Request request) {
    if (cancelled) {
      return JbuildException.of(Kind.CANCELLED, "the build was cancelled");
    }
    String message = line.path("errorDetail").path("message").asText(line.path("error").asText());
    Matcher exit = EXIT.matcher(message);
    Integer code = exit.find() ? Integer.valueOf(exit.group(1)) : null;
    return new BuildKitFailures(bases, registry -> "credentials cannot be sent over plain HTTP")
        .of(new SolveFailure(message, null, code, List.of()), notes, request);
  }

  private void write(Request request, ContextPipe pipe) {
    try (OutputStream sink = pipe.sink()) {
      request.files().writeTar(sink);
    } catch (IOException | RuntimeException e) {
      if (!pipe.abandoned()) {
        own = e;
        pipe.breakOff("the context cannot be read");
      }
    }
  }

  private RuntimeException inWords(Exception error) {
    if (cancelled) {
      return JbuildException.of(Kind.CANCELLED, "the build was cancelled");
    }
    Exception reason = own;
    if (reason != null) {
      return failures.noContext(reason);
    }
    return failures.lost("the engine disconnected during the build", error);
  }
}
