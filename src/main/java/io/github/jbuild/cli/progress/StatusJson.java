package io.github.jbuild.cli.progress;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Log;
import io.github.jbuild.core.BuildStatus.Transfer;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.BuildStatus.Warning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A builder's news as {@code docker buildx --progress rawjson} writes them: the fields of {@code
 * SolveStatus} (github.com/moby/buildkit, {@code client/graph.go}), which are left out when they
 * are empty where Go leaves them out, bytes in base64, times as RFC 3339 without trailing zeros.
 */
final class StatusJson {

  /** Go's time that was never set. */
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  private StatusJson() {}

  static boolean isEmpty(BuildStatus status) {
    return status.vertexes().isEmpty()
        && status.transfers().isEmpty()
        && status.logs().isEmpty()
        && status.warnings().isEmpty();
  }

  static void write(JsonGenerator json, BuildStatus status) throws IOException {
    json.writeStartObject();
    array(json, "vertexes", status.vertexes(), StatusJson::vertex);
    array(json, "statuses", status.transfers(), StatusJson::transfer);
    array(json, "logs", status.logs(), StatusJson::log);
    array(json, "warnings", status.warnings(), StatusJson::warning);
    json.writeEndObject();
  }

  private static void vertex(JsonGenerator json, Vertex vertex) throws IOException {
    text(json, "digest", vertex.digest());
    if (!vertex.inputs().isEmpty()) {
      json.writeFieldName("inputs");
      String[] inputs = vertex.inputs().toArray(String[]::new);
      json.writeArray(inputs, 0, inputs.length);
    }
    text(json, "name", vertex.name());
    time(json, "started", vertex.startedOrNull());
    time(json, "completed", vertex.completedOrNull());
    if (vertex.cached()) {
      json.writeBooleanField("cached", true);
    }
    text(json, "error", vertex.error());
  }

  private static void transfer(JsonGenerator json, Transfer transfer) throws IOException {
    json.writeStringField("id", transfer.id());
    text(json, "vertex", transfer.vertex());
    text(json, "name", transfer.name());
    if (transfer.total() != 0) {
      json.writeNumberField("total", transfer.total());
    }
    json.writeNumberField("current", transfer.current());
    json.writeStringField("timestamp", go(transfer.timestampOrNull()));
    time(json, "started", transfer.startedOrNull());
    time(json, "completed", transfer.completedOrNull());
  }

  private static void log(JsonGenerator json, Log log) throws IOException {
    text(json, "vertex", log.vertex());
    number(json, "stream", log.stream());
    json.writeBinaryField("data", log.data());
    json.writeStringField("timestamp", go(log.timestampOrNull()));
  }

  private static void warning(JsonGenerator json, Warning warning) throws IOException {
    text(json, "vertex", warning.vertex());
    number(json, "level", warning.level());
    if (!warning.text().isEmpty()) {
      json.writeBinaryField("short", warning.text().getBytes(StandardCharsets.UTF_8));
    }
    if (!warning.detail().isEmpty()) {
      json.writeArrayFieldStart("detail");
      for (String line : warning.detail()) {
        json.writeBinary(line.getBytes(StandardCharsets.UTF_8));
      }
      json.writeEndArray();
    }
    text(json, "url", warning.url());
    if (!warning.file().isEmpty()) {
      json.writeObjectFieldStart("sourceInfo");
      json.writeStringField("filename", warning.file());
      json.writeEndObject();
    }
    if (warning.line() > 0) {
      json.writeArrayFieldStart("range");
      json.writeStartObject();
      for (String end : List.of("start", "end")) {
        json.writeObjectFieldStart(end);
        json.writeNumberField("line", warning.line());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, int value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    if (time != null) {
      json.writeStringField(name, go(time));
    }
  }

  private static String go(@Nullable Instant time) {
    if (time == null) {
      return NO_TIME;
    }
    String text = time.toString();
    return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+Z$", "Z");
  }

  private static <T> void array(JsonGenerator json, String name, List<T> items, Item<T> item)
      throws IOException {
    if (items.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (T each : items) {
      json.writeStartObject();
      item.write(json, each);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @FunctionalInterface
  private interface Item<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }
}
