package io.github.jbuild.build;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.OutputFile;
import io.github.jbuild.core.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Machine-readable files about what was built, as {@code docker buildx build} writes them. Each is
 * complete or absent.
 */
public final class BuildRecords {

  private BuildRecords() {}

  /**
   * Makes sure that a record can be written, before a long build.
   *
   * @throws JbuildException {@code USAGE} if its folder is missing, or it cannot be written
   */
  public static void requireWritable(Path file) {
    try {
      OutputFile.requireWritable(file);
    } catch (IOException e) {
      throw JbuildException.of(Kind.USAGE, "cannot write " + file + ": " + OutputFile.reason(e))
          .cause(e);
    }
  }

  /**
   * Writes the image ID, without a line break.
   *
   * @throws JbuildException {@code ENVIRONMENT} if that fails
   */
  public static void writeIidFile(Path file, BuildResult result) {
    write(
        file,
        result
            .image()
            .map(ContainerEngine.Image::id)
            .orElseThrow(
                () ->
                    JbuildException.of(
                        Kind.USAGE, "--iidfile: the result is not an image in the engine")));
  }

  /**
   * Writes the metadata of one image; of several, an object of them by profile name, as {@code
   * docker buildx bake} does. Keys are buildx's ({@code containerimage.config.digest}, {@code
   * containerimage.digest}, {@code image.name}), everything else is under {@code jbuild}. On an
   * engine that stores images without manifests {@code containerimage.digest} is the image ID until
   * the image is pushed.
   *
   * @throws JbuildException {@code ENVIRONMENT} if that fails
   */
  public static void writeMetadata(Path file, List<BuildResult> results) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter lines =
        new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(lines);
      if (results.size() == 1) {
        metadata(json, results.get(0));
      } else {
        json.writeStartObject();
        for (BuildResult result : results) {
          json.writeFieldName(result.job().profile());
          metadata(json, result);
        }
        json.writeEndObject();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail", e);
    }
    write(file, text + "\n");
  }

  private static void metadata(JsonGenerator json, BuildResult result) throws IOException {
    BuildJob job = result.job();
    json.writeStartObject();
    ContainerEngine.Image image = result.imageOrNull();
    if (image != null) {
      json.writeStringField("containerimage.config.digest", image.id());
      json.writeStringField(
          "containerimage.digest",
          result.pushed().isEmpty() ? image.id() : result.pushed().get(0).digest().toString());
    }
    if (!job.tags().isEmpty()) {
      json.writeStringField(
          "image.name",
          job.tags().stream()
              .map(tag -> tag.withDefaultTag().toString())
              .collect(Collectors.joining(",")));
    }
    json.writeObjectFieldStart("jbuild");
    json.writeStringField("profile", job.profile());
    json.writeStringField("l4t", job.l4t());
    if (image != null) {
      json.writeStringField("platform", image.platform().toString());
      json.writeNumberField("size", image.bytes());
      json.writeNumberField("layers", image.layers());
    }
    if (!result.pushed().isEmpty()) {
      json.writeObjectFieldStart("pushed");
      for (BuildResult.Pushed pushed : result.pushed()) {
        json.writeStringField(pushed.tag().toString(), pushed.digest().toString());
      }
      json.writeEndObject();
    }
    json.writeNumberField("seconds", seconds(result.took()));
    json.writeArrayFieldStart("bases");
    for (ImageRef base : job.bases()) {
      json.writeStartObject();
      json.writeStringField("image", new ImageRef(base.name(), base.tagOrNull(), null).toString());
      writeIfPresent(json, "digest", base.digest().map(Digest::toString).orElse(""));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("wheels");
    for (BuildJob.PinnedWheel wheel : job.wheels()) {
      json.writeStartObject();
      json.writeStringField("name", wheel.name());
      json.writeStringField("version", wheel.version());
      json.writeStringField("url", wheel.url().toString());
      json.writeStringField("sha256", wheel.sha256().hex());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (BuildResult.StepTime time : result.steps()) {
      json.writeStartObject();
      json.writeNumberField("number", time.step().number());
      json.writeStringField("stage", time.step().stage());
      json.writeStringField("title", time.step().title());
      json.writeBooleanField("cached", time.cached());
      json.writeNumberField("seconds", seconds(time.took()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeIfPresent(JsonGenerator json, String field, String value)
      throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(field, value);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static void write(Path file, String text) {
    requireWritable(file);
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "cannot write " + file + ": " + OutputFile.reason(e))
          .hint("the image is built and tagged; choose a file in a writable directory")
          .cause(e);
    }
  }
}
