package io.github.jbuild.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a builder reports while it works. The model is BuildKit's ({@code StatusResponse}
 * of moby.buildkit.v1), for every builder: each part updates what was reported about the same thing
 * before.
 *
 * @param vertexes pieces of work that began, ended or became known
 * @param transfers counters of a vertex, such as bytes of a download
 * @param logs output of vertexes, in its order
 * @param warnings what the builder warns of
 */
public record BuildStatus(
    List<Vertex> vertexes, List<Transfer> transfers, List<Log> logs, List<Warning> warnings) {

  public BuildStatus {
    vertexes = List.copyOf(vertexes);
    transfers = List.copyOf(transfers);
    logs = List.copyOf(logs);
    warnings = List.copyOf(warnings);
  }

  /** Only vertexes. */
  public static BuildStatus of(Vertex... vertexes) {
    return new BuildStatus(List.of(vertexes), List.of(), List.of(), List.of());
  }

  /** Only a transfer. */
  public static BuildStatus of(Transfer transfer) {
    return new BuildStatus(List.of(), List.of(transfer), List.of(), List.of());
  }

  /** Only output. */
  public static BuildStatus of(Log log) {
    return new BuildStatus(List.of(), List.of(), List.of(log), List.of());
  }

  /** Only a warning. */
  public static BuildStatus of(Warning warning) {
    return new BuildStatus(List.of(), List.of(), List.of(), List.of(warning));
  }

  /**
   * A piece of work. It may run several times: then it restarts.
   *
   * @param digest its identity, {@code sha256:…}; the same work in two builds has the same
   * @param inputs digests of what it needs
   * @param name such as {@code [runtime 3/9] RUN ldconfig} or {@code exporting to image}
   * @param cached whether its result came from the cache
   * @param startedOrNull when it began; null as long as it has not
   * @param completedOrNull when it ended
   * @param error why it failed; empty when it did not
   */
  public record Vertex(
      String digest,
      List<String> inputs,
      String name,
      boolean cached,
      @Nullable Instant startedOrNull,
      @Nullable Instant completedOrNull,
      String error) {
    public Vertex {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A counter of a vertex.
   *
   * @param vertex the vertex's digest
   * @param id what is counted, such as {@code transferring context:} or the digest of a layer
   * @param name the same for display; may be empty
   * @param current units so far, mostly bytes
   * @param total units in all; 0 when unknown or not a number of units
   * @param timestampOrNull when this was so
   * @param startedOrNull when it began
   * @param completedOrNull when it ended
   */
  public record Transfer(
      String vertex,
      String id,
      String name,
      long current,
      long total,
      @Nullable Instant timestampOrNull,
      @Nullable Instant startedOrNull,
      @Nullable Instant completedOrNull) {}

  /**
   * Output of a vertex; lines may be cut anywhere, and so may characters.
   *
   * @param vertex the vertex's digest
   * @param stream 1 standard output, 2 standard error
   * @param data the bytes as the program wrote them
   * @param timestampOrNull when it did
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares them
  public record Log(String vertex, int stream, byte[] data, @Nullable Instant timestampOrNull) {}

  /**
   * Something the user should know that is not an error.
   *
   * @param vertex the vertex's digest; empty when it is about the whole build
   * @param level 1 for the most important
   * @param text in one line
   * @param detail further lines
   * @param url where more is written; may be empty
   * @param file the file that it is about; may be empty
   * @param line line in that file, from 1; 0 when unknown
   */
  public record Warning(
      String vertex,
      int level,
      String text,
      List<String> detail,
      String url,
      String file,
      int line) {
    public Warning {
      detail = List.copyOf(detail);
    }
  }
}
