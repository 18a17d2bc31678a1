package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.github.jbuild.buildkit.SolveFailure.SourceLines;
import io.github.jbuild.buildkit.proto.control.Position;
import io.github.jbuild.buildkit.proto.control.Range;
import io.github.jbuild.buildkit.proto.control.SourceInfo;
import io.github.jbuild.buildkit.proto.errdefs.ExitDetail;
import io.github.jbuild.buildkit.proto.errdefs.SourceDetail;
import io.github.jbuild.buildkit.proto.errdefs.VertexDetail;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureDecoderTest {

  private static final String FILE = "FROM a\nRUN b \\\n  && exit 7\n";
  private static final String BASE64 =
      Base64.getEncoder().encodeToString(FILE.getBytes(StandardCharsets.UTF_8));
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static Any json(String type, String json) {
    return Any.newBuilder()
        .setTypeUrl("github.com/moby/buildkit/" + type + "+json")
        .setValue(ByteString.copyFromUtf8(json))
        .build();
  }

  private static Any binary(String type, MessageLite message) {
    return Any.newBuilder()
        .setTypeUrl("type.googleapis.com/" + type)
        .setValue(message.toByteString())
        .build();
  }

  private static SolveFailure decode(String message, Any... details) {
    var status = io.github.jbuild.buildkit.proto.rpc.Status.newBuilder().setMessage(message);
    for (Any detail : details) {
      status.addDetails(detail);
    }
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, status.build().toByteArray());
    return FailureDecoder.decode(Status.UNKNOWN.withDescription(message), trailers);
  }

  private static SolveFailure decode(String message) {
    return FailureDecoder.decode(Status.UNKNOWN.withDescription(message), new Metadata());
  }

  private static void assertComplete(SolveFailure failure) {
    assertThat(failure.message()).isEqualTo("failed to solve");
    assertThat(failure.vertex()).hasValue("sha256:1");
    assertThat(failure.exitCode()).hasValue(7);
    assertThat(failure.sources()).containsExactly(new SourceLines("Dockerfile", FILE, 2, 3));
    assertThat(failure.sources().get(0).lines()).containsExactly("RUN b \\", "  && exit 7");
  }

  @Test
  void reads_details_in_json() {
    assertComplete(
        decode(
            "failed to solve",
            json("stack.Stack", "{\"frames\":[{\"Name\":\"main\"}]}"),
            json("gatewayapi.ExitMessage", "{\"Code\":7}"),
            json("errdefs.Vertex", "{\"digest\":\"sha256:1\"}"),
            json(
                "errdefs.Source",
                "{\"info\":{\"filename\":\"Dockerfile\",\"data\":\""
                    + BASE64
                    + "\"},\"ranges\":[{\"start\":{\"line\":2},\"end\":{\"line\":3}}]}")));
  }

  @Test
  void reads_details_in_binary() {
    assertComplete(
        decode(
            "failed to solve",
            binary("gatewayapi.ExitMessage", ExitDetail.newBuilder().setCode(7).build()),
            binary("errdefs.Vertex", VertexDetail.newBuilder().setDigest("sha256:1").build()),
            binary(
                "errdefs.Source",
                SourceDetail.newBuilder()
                    .setInfo(
                        SourceInfo.newBuilder()
                            .setFilename("Dockerfile")
                            .setData(ByteString.copyFromUtf8(FILE)))
                    .addRanges(
                        Range.newBuilder()
                            .setStart(Position.newBuilder().setLine(2))
                            .setEnd(Position.newBuilder().setLine(3)))
                    .build())));
  }

  @Test
  void joins_the_lines_of_one_instruction() {
    String ranges =
        "[{\"start\":{\"line\":2},\"end\":{\"line\":2}},"
            + "{\"start\":{\"line\":3},\"end\":{\"line\":3}},"
            + "{\"start\":{\"line\":7},\"end\":{\"line\":7}}]";
    String info = "{\"filename\":\"a\"}";
    assertThat(
            decode(
                    "failed to solve",
                    json("errdefs.Source", "{\"info\":%s,\"ranges\":%s}".formatted(info, ranges)),
                    json("errdefs.Source", "{\"ranges\":[{\"start\":{\"line\":8}}]}"))
                .sources())
        .containsExactly(
            new SourceLines("a", "", 2, 3),
            new SourceLines("a", "", 7, 7),
            new SourceLines("", "", 8, 8));
  }

  @Test
  void details_that_are_damaged_leave_the_message() {
    SolveFailure failure =
        decode(
            "failed to solve",
            json("errdefs.Source", "{\"info\":"),
            json("errdefs.Source", "{\"info\":{\"data\":\"%%%\"},\"ranges\":[{\"start\":3}]}"),
            json("errdefs.Source", "{\"ranges\":[{}]}"),
            json("errdefs.Vertex", "[]"),
            binary("errdefs.Vertex", VertexDetail.getDefaultInstance()),
            Any.getDefaultInstance());
    assertThat(failure.message()).isEqualTo("failed to solve");
    assertThat(failure.sources()).isEmpty();
    assertThat(failure.vertex()).isEmpty();
    assertThat(failure.exitCode()).isEmpty();
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, new byte[] {1, 2, 3});
    assertThat(FailureDecoder.decode(Status.UNKNOWN, trailers).message()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "'failed to solve with frontend dockerfile.v0: dockerfile parse error line 3: unknown', 3",
    "'dockerfile parse error on line 12: unknown instruction: RUNN', 12"
  })
  void an_old_engine_tells_the_line_in_its_words(String message, int line) {
    assertThat(decode(message).sources()).containsExactly(new SourceLines("", "", line, line));
  }

  @Test
  void an_old_engine_tells_the_exit_code_in_its_words() {
    assertThat(decode("executor failed running [/bin/sh -c exit 7]: exit code: 7").exitCode())
        .hasValue(7);
    assertThat(decode("pull access denied").exitCode()).isEmpty();
  }

  @Test
  void shows_the_lines_that_are_to_blame() {
    var failure =
        decode(
                "failed to solve",
                json(
                    "errdefs.Source",
                    "{\"info\":{\"filename\":\"Dockerfile\",\"data\":\""
                        + BASE64
                        + "\"},\"ranges\":[{\"start\":{\"line\":3},\"end\":{\"line\":9}}]}"))
            .asJbuildException();
    assertThat(failure.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(failure.details()).containsExactly("Dockerfile:3:   && exit 7");
  }
}
