package io.github.jbuild.engine.classic;

import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.github.jbuild.core.Digest;
import io.github.jbuild.engine.builder.BuildProgress;
import io.github.jbuild.engine.failure.BuildFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON messages of {@code POST /build} (Docker Engine API, "Build an image"): {@code
 * stream} holds text, {@code status} the pull of a base image, {@code aux} the ID of a finished
 * stage, {@code errorDetail} the end of a failed build.
 */
final class BuildStream {

  private static final String STDERR_BEGIN = "\u001b[91m";
  private static final String STDERR_END = "\u001b[0m";

  private final BuildProgress progress;
  private final BuilderDialect dialect;
  private final LineSplitter out;
  private final LineSplitter err;
  private final Map<String, Long> layers = new HashMap<>();
  private int pullingFor;
  private @Nullable String imageId;
  private @Nullable BuildFailure failure;

  BuildStream(BuildProgress progress, BuilderDialect dialect) {
    this.progress = progress;
    this.dialect = dialect;
    this.out = new LineSplitter(this::line);
    this.err = new LineSplitter(line -> progress.log(2, line));
  }

  /** Takes the next message. */
  @SuppressWarnings("deprecation") // "error" is all that some engines send
  void accept(BuildResponseItem item) {
    String stream = item.getStream();
    if (stream != null) {
      text(stream);
    }
    if (item.getStatus() != null) {
      status(item, item.getStatus());
    }
    if (item.getRawValues().get("aux") instanceof Map<?, ?> aux
        && aux.get("ID") instanceof String id) {
      Digest.parse(id);
      imageId = id;
    }
    if (item.isErrorIndicated()) {
      flush();
      ResponseItem.ErrorDetail detail = item.getErrorDetail();
      String message = detail == null ? item.getError() : detail.getMessage();
      failure =
          new BuildFailure(
              String.valueOf(message).strip(), detail == null ? null : detail.getCode());
    }
  }

  /** The stream is at its end. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** The image of the last finished stage. */
  Optional<String> imageId() {
    return Optional.ofNullable(imageId);
  }

  /** Why the build failed, if the engine said so. */
  Optional<BuildFailure> failure() {
    return Optional.ofNullable(failure);
  }

  private void text(String piece) {
    // Docker colours what a program writes to its standard error, piece by piece.
    if (piece.startsWith(STDERR_BEGIN) && piece.endsWith(STDERR_END)) {
      err.add(piece.substring(STDERR_BEGIN.length(), piece.length() - STDERR_END.length()));
      return;
    }
    if (dialect.ownLine(piece)) {
      flush();
    }
    out.add(piece);
  }

  private void line(String line) {
    if (!dialect.take(line, progress)) {
      progress.log(1, line);
    }
  }

  private void status(BuildResponseItem item, String status) {
    String layer = item.getId();
    ResponseItem.ProgressDetail detail = item.getProgressDetail();
    if (layer == null || detail == null) {
      return;
    }
    if (pullingFor != progress.number()) {
      layers.clear();
      pullingFor = progress.number();
    }
    Long current = detail.getCurrent();
    Long total = detail.getTotal();
    if (status.equals("Downloading") && current != null && total != null) {
      layers.put(layer, total);
      progress.pulling(layer, current, total);
    } else if (status.equals("Download complete")) {
      layers.computeIfPresent(
          layer,
          (id, all) -> {
            progress.pulling(id, all, all);
            return all;
          });
    }
  }
}
