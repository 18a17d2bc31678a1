package io.github.jbuild.cli;

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
 * One JSON object a line on standard error, where buildx writes its own. Each has {@code event} and
 * {@code time} (ISO 8601); {@code header}: label, text; {@code transfer}: label, bytes, total
 * (absent when unknown); {@code step-started}, {@code step-log}, {@code step-done}, {@code
 * step-failed}: step, steps, stage, title, and line, or cached and seconds, or seconds and message;
 * {@code warning}: text; {@code image}: profile, tags, id, size, layers, seconds; {@code error}:
 * exitCode, message, and file, line, column, details, hint where there are any.
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
    if (event instanceof BuildEvent.Header header) {
      write(
          "header",
          json -> {
            json.writeStringField("label", header.label());
            json.writeStringField("text", header.text());
          });
    } else if (event instanceof BuildEvent.Transfer transfer) {
      write(
          "transfer",
          json -> {
            json.writeStringField("label", transfer.label());
            json.writeNumberField("bytes", transfer.bytes());
            if (transfer.total() >= 0) {
              json.writeNumberField("total", transfer.total());
            }
          });
    } else if (event instanceof BuildEvent.Warning warning) {
      write("warning", json -> json.writeStringField("text", warning.text()));
    } else if (event instanceof BuildEvent.ImageBuilt image) {
      write("image", json -> image(json, image));
    } else {
      onStep(event);
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

  private void onStep(BuildEvent event) {
    if (event instanceof BuildEvent.StepStarted started) {
      write("step-started", json -> step(json, started.step()));
    } else if (event instanceof BuildEvent.StepLog log) {
      write(
          "step-log",
          json -> {
            step(json, log.step());
            json.writeStringField("line", log.line());
          });
    } else if (event instanceof BuildEvent.StepDone done) {
      write(
          "step-done",
          json -> {
            step(json, done.step());
            json.writeBooleanField("cached", done.cached());
            seconds(json, done.took());
          });
    } else if (event instanceof BuildEvent.StepFailed failed) {
      write(
          "step-failed",
          json -> {
            step(json, failed.step());
            seconds(json, failed.took());
            json.writeStringField("message", failed.message());
          });
    }
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

  private static void step(JsonGenerator json, StepRef step) throws IOException {
    json.writeNumberField("step", step.number());
    json.writeNumberField("steps", step.total());
    json.writeStringField("stage", step.stage());
    json.writeStringField("title", step.title());
  }

  private static void seconds(JsonGenerator json, Duration duration) throws IOException {
    json.writeNumberField("seconds", duration.toMillis() / 1000.0);
  }

  private void write(String event, Fields fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.enable(
          com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      json.writeStartObject();
      json.writeStringField("event", event);
      json.writeStringField("time", clock.instant().toString());
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail", e);
    }
    err.println(line);
    err.flush();
  }

  @FunctionalInterface
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
