package io.github.jbuild.engine.buildkit;

import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.engine.builder.BuildProgress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an error message needs from BuildKit's reports: names, errors, the end of the output. */
final class VertexNotes {

  private static final int KEPT_BYTES = 8 * 1024;

  private final Map<String, BuildStatus.Vertex> vertexes = new LinkedHashMap<>();
  private final Map<String, StringBuilder> logs = new LinkedHashMap<>();

  synchronized void on(BuildStatus status) {
    for (BuildStatus.Vertex vertex : status.vertexes()) {
      vertexes.put(vertex.digest(), vertex);
      if (vertex.completedOrNull() != null && vertex.error().isEmpty()) {
        logs.remove(vertex.digest());
      }
    }
    for (BuildStatus.Log log : status.logs()) {
      StringBuilder text = logs.computeIfAbsent(log.vertex(), digest -> new StringBuilder());
      text.append(new String(log.data(), StandardCharsets.UTF_8));
      if (text.length() > 2 * KEPT_BYTES) {
        text.delete(0, text.length() - KEPT_BYTES);
      }
    }
  }

  /** The vertex that failed, other than because another did. */
  synchronized Optional<BuildStatus.Vertex> failed(Optional<String> told) {
    return told.map(vertexes::get)
        .or(
            () ->
                vertexes.values().stream()
                    .filter(vertex -> !vertex.error().isEmpty())
                    .filter(vertex -> !vertex.error().endsWith(BuildProgress.CANCELLED))
                    .findFirst());
  }

  /** The last lines that a vertex printed. */
  synchronized List<String> tail(BuildStatus.Vertex vertex) {
    List<String> lines =
        logs.getOrDefault(vertex.digest(), new StringBuilder()).toString().lines().toList();
    return lines.subList(Math.max(0, lines.size() - BuildProgress.TAIL), lines.size());
  }
}
