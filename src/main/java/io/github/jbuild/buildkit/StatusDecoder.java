package io.github.jbuild.buildkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.proto.control.Vertex;
import io.github.jbuild.buildkit.proto.control.VertexLog;
import io.github.jbuild.buildkit.proto.control.VertexStatus;
import io.github.jbuild.buildkit.proto.control.VertexWarning;
import io.github.jbuild.core.BuildStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads BuildKit's reports on a build: {@code moby.buildkit.v1.StatusResponse}. */
public final class StatusDecoder {

  private StatusDecoder() {}

  /**
   * Reads a message in its binary form, as the lines {@code moby.buildkit.trace} of {@code POST
   * /build} hold it in base64.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BuildStatus decode(byte[] message) {
    try {
      return decode(StatusResponse.parseFrom(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a status of BuildKit", e);
    }
  }

  public static BuildStatus decode(StatusResponse response) {
    return new BuildStatus(
        response.getVertexesList().stream().map(StatusDecoder::vertex).toList(),
        response.getStatusesList().stream().map(StatusDecoder::transfer).toList(),
        response.getLogsList().stream().map(StatusDecoder::log).toList(),
        response.getWarningsList().stream().map(StatusDecoder::warning).toList());
  }

  private static BuildStatus.Vertex vertex(Vertex vertex) {
    return new BuildStatus.Vertex(
        vertex.getDigest(),
        vertex.getInputsList(),
        vertex.getName(),
        vertex.getCached(),
        vertex.hasStarted() ? instant(vertex.getStarted()) : null,
        vertex.hasCompleted() ? instant(vertex.getCompleted()) : null,
        vertex.getError());
  }

  private static BuildStatus.Transfer transfer(VertexStatus status) {
    return new BuildStatus.Transfer(
        status.getVertex(),
        status.getId(),
        status.getName(),
        status.getCurrent(),
        status.getTotal(),
        status.hasTimestamp() ? instant(status.getTimestamp()) : null,
        status.hasStarted() ? instant(status.getStarted()) : null,
        status.hasCompleted() ? instant(status.getCompleted()) : null);
  }

  private static BuildStatus.Log log(VertexLog log) {
    return new BuildStatus.Log(
        log.getVertex(),
        (int) log.getStream(),
        log.getMsg().toByteArray(),
        log.hasTimestamp() ? instant(log.getTimestamp()) : null);
  }

  private static BuildStatus.Warning warning(VertexWarning warning) {
    return new BuildStatus.Warning(
        warning.getVertex(),
        (int) warning.getLevel(),
        warning.getShort().toStringUtf8(),
        warning.getDetailList().stream().map(ByteString::toStringUtf8).toList(),
        warning.getUrl(),
        warning.getInfo().getFilename(),
        warning.getRangesCount() == 0 ? 0 : warning.getRanges(0).getStart().getLine());
  }

  /** Go's zero time, of the year 1, stands for none. */
  private static @Nullable Instant instant(Timestamp time) {
    return time.getSeconds() < 0 ? null : Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
