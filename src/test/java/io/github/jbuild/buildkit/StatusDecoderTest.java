package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.github.jbuild.buildkit.proto.control.Position;
import io.github.jbuild.buildkit.proto.control.Range;
import io.github.jbuild.buildkit.proto.control.SourceInfo;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.proto.control.Vertex;
import io.github.jbuild.buildkit.proto.control.VertexLog;
import io.github.jbuild.buildkit.proto.control.VertexStatus;
import io.github.jbuild.buildkit.proto.control.VertexWarning;
import io.github.jbuild.core.BuildStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusDecoderTest {

  private static final Timestamp TIME = Timestamp.newBuilder().setSeconds(10).setNanos(5).build();
  private static final Instant INSTANT = Instant.ofEpochSecond(10, 5);

  @Test
  void reads_vertexes() {
    Vertex vertex =
        Vertex.newBuilder()
            .setDigest("sha256:1")
            .addInputs("sha256:0")
            .setName("[1/2] RUN a")
            .setCached(true)
            .setStarted(TIME)
            .setError("bad")
            .build();
    assertThat(decode(StatusResponse.newBuilder().addVertexes(vertex)).vertexes())
        .containsExactly(
            new BuildStatus.Vertex(
                "sha256:1", List.of("sha256:0"), "[1/2] RUN a", true, INSTANT, null, "bad"));
  }

  @Test
  void reads_transfers() {
    VertexStatus status =
        VertexStatus.newBuilder()
            .setId("sha256:2")
            .setVertex("sha256:1")
            .setName("layer")
            .setCurrent(3)
            .setTotal(4)
            .setTimestamp(TIME)
            .setCompleted(TIME)
            .build();
    assertThat(decode(StatusResponse.newBuilder().addStatuses(status)).transfers())
        .containsExactly(
            new BuildStatus.Transfer(
                "sha256:1", "sha256:2", "layer", 3, 4, INSTANT, null, INSTANT));
  }

  @Test
  void reads_output_as_bytes() {
    VertexLog log =
        VertexLog.newBuilder()
            .setVertex("sha256:1")
            .setStream(2)
            .setMsg(ByteString.copyFrom(new byte[] {(byte) 0xc3}))
            .build();
    BuildStatus.Log read = decode(StatusResponse.newBuilder().addLogs(log)).logs().get(0);
    assertThat(read.vertex()).isEqualTo("sha256:1");
    assertThat(read.stream()).isEqualTo(2);
    assertThat(read.data()).containsExactly(0xc3);
    assertThat(read.timestampOrNull()).isNull();
  }

  @Test
  void reads_warnings() {
    VertexWarning warning =
        VertexWarning.newBuilder()
            .setVertex("sha256:1")
            .setLevel(1)
            .setShort(ByteString.copyFromUtf8("short"))
            .addDetail(ByteString.copyFromUtf8("more"))
            .setUrl("https://docs.docker.com/go/x/")
            .setInfo(SourceInfo.newBuilder().setFilename("Dockerfile"))
            .addRanges(Range.newBuilder().setStart(Position.newBuilder().setLine(7)))
            .build();
    assertThat(decode(StatusResponse.newBuilder().addWarnings(warning)).warnings())
        .containsExactly(
            new BuildStatus.Warning(
                "sha256:1",
                1,
                "short",
                List.of("more"),
                "https://docs.docker.com/go/x/",
                "Dockerfile",
                7));
  }

  @Test
  void the_zero_time_of_go_is_none() {
    Timestamp zero = Timestamp.newBuilder().setSeconds(-62135596800L).build();
    Vertex vertex = Vertex.newBuilder().setStarted(zero).build();
    assertThat(
            decode(StatusResponse.newBuilder().addVertexes(vertex))
                .vertexes()
                .get(0)
                .startedOrNull())
        .isNull();
  }

  @Test
  void what_is_no_status_is_refused() {
    assertThatThrownBy(() -> StatusDecoder.decode(new byte[] {(byte) 0xff, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BuildStatus decode(StatusResponse.Builder response) {
    return StatusDecoder.decode(response.build().toByteArray());
  }
}
