package io.github.jbuild.image.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Platform;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.image.MalformedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an image's configuration document. */
final class ConfigReader {

  private ConfigReader() {}

  static ImageConfig read(JsonNode document) throws MalformedImage {
    JsonNode config = document.path("config");
    JsonNode check = config.path("Healthcheck").path("Test");
    return new ImageConfig(
        new Platform(document.path("os").asText(), document.path("architecture").asText()),
        textOrNull(document.path("created")),
        ImageConfig.env(texts(config.path("Env"))),
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        config.path("User").asText(),
        config.path("WorkingDir").asText(),
        names(config.path("ExposedPorts")),
        names(config.path("Volumes")),
        config.path("StopSignal").asText(),
        labels(config.path("Labels")),
        check.isArray() ? texts(check) : null,
        digests(document.path("rootfs").path("diff_ids")),
        history(document.path("history")));
  }

  private static List<Digest> digests(JsonNode list) throws MalformedImage {
    List<Digest> digests = new ArrayList<>();
    for (String text : texts(list)) {
      digests.add(digest(text));
    }
    return digests;
  }

  static Digest digest(String text) throws MalformedImage {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedImage(MalformedImage.shown(String.valueOf(e.getMessage())));
    }
  }

  private static List<ImageConfig.History> history(JsonNode rows) {
    List<ImageConfig.History> history = new ArrayList<>();
    for (JsonNode row : rows) {
      history.add(
          new ImageConfig.History(
              row.path("created_by").asText(), row.path("empty_layer").asBoolean()));
    }
    return history;
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new LinkedHashMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
