package io.github.jbuild.cli.progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line on standard error, as {@code docker buildx --progress rawjson} writes it:
 * what the builder reports about vertexes, statuses, logs and warnings ({@link StatusJson}). What
 * only jbuild knows is in objects {@code {"jbuild":{…}}} between them, each with {@code event} and
 * {@code time} (ISO 8601). {@code header}: label, text; {@code step}: the step that a vertex does
 * or is a part of, with vertex, step, steps, stage, title; {@code warning}: text; {@code image}:
 * profile, tags, id, size, layers, seconds; {@code error}: exitCode, message, and file, line,
 * column, details, hint where there are any.
 */
final class RawJsonDisplay implements Display {

  private final PrintWriter err;
  private final InstantSource clock;
  private final JsonFactory factory = new JsonFactory();

  RawJsonDisplay(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (event instanceof BuildEvent.Builder builder) {
      if (!StatusJson.isEmpty(builder.status())) {
        line(json -> StatusJson.write(json, builder.status()));
      }
    } else if (event instanceof BuildEvent.Header header) {
      write(
          "header",
          json -> {
            json.writeStringField("label", header.label());
            json.writeStringField("text", header.text());
          });
    } else if (event instanceof BuildEvent.StepVertex vertex) {
      if (vertex.step().numbered()) {
        write("step", json -> step(json, vertex));
      }
    } else if (event instanceof BuildEvent.Warning warning) {
      if (!warning.builders()) {
        write("warning", json -> json.writeStringField("text", warning.text()));
      }
    } else if (event instanceof BuildEvent.ImageBuilt image) {
      write("image", json -> image(json, image));
    }
  }

  /** Writes an error as an event. */
  synchronized void error(JbuildException error) {
    write(
        "error",
        json -> {
          json.writeNumberField("exitCode", error.kind().exitCode());
          json.writeStringField("message", error.message());
          @Nullable SourceSpan span = error.span().orElse(null);
          if (span != null) {
            json.writeStringField("file", span.file());
            json.writeNumberField("line", span.line());
            json.writeNumberField("column", span.column());
          }
          if (!error.details().isEmpty()) {
            json.writeFieldName("details");
            String[] details = error.details().toArray(String[]::new);
            json.writeArray(details, 0, details.length);
          }
          @Nullable String hint = error.hint().orElse(null);
          if (hint != null) {
            json.writeStringField("hint", hint);
          }
        });
  }

  private static void image(JsonGenerator json, BuildEvent.ImageBuilt image) throws IOException {
    json.writeStringField("profile", image.profile());
    json.writeFieldName("tags");
    String[] tags = image.tags().toArray(String[]::new);
    json.writeArray(tags, 0, tags.length);
    json.writeStringField("id", image.id());
    json.writeNumberField("size", image.bytes());
    json.writeNumberField("layers", image.layers());
    seconds(json, image.took());
  }

  private static void step(JsonGenerator json, BuildEvent.StepVertex vertex) throws IOException {
    StepRef step = vertex.step();
    json.writeStringField("vertex", vertex.vertex());
    if (!step.profile().isEmpty()) {
      json.writeStringField("profile", step.profile());
    }
    json.writeNumberField("step", step.number());
    json.writeNumberField("steps", step.total());
    json.writeStringField("stage", step.stage());
    json.writeStringField("title", step.title());
  }

  private static void seconds(JsonGenerator json, Duration duration) throws IOException {
    json.writeNumberField("seconds", duration.toMillis() / 1000.0);
  }

  private void write(String event, Content fields) {
    line(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("jbuild");
          json.writeStringField("event", event);
          json.writeStringField("time", clock.instant().toString());
          fields.writeTo(json);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private void line(Content content) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.enable(
          com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      content.writeTo(json);
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail", e);
    }
    err.println(line);
    err.flush();
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
