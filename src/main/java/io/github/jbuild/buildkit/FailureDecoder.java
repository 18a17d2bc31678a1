package io.github.jbuild.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.jbuild.buildkit.SolveFailure.SourceLines;
import io.github.jbuild.buildkit.proto.control.Position;
import io.github.jbuild.buildkit.proto.control.Range;
import io.github.jbuild.buildkit.proto.control.SourceInfo;
import io.github.jbuild.buildkit.proto.errdefs.ExitDetail;
import io.github.jbuild.buildkit.proto.errdefs.SourceDetail;
import io.github.jbuild.buildkit.proto.errdefs.VertexDetail;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what BuildKit reports about a failure: from the details of the gRPC status, in JSON or
 * binary, and from the text where there are none (Docker 20.10).
 */
final class FailureDecoder {

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Pattern PARSE_ERROR =
      Pattern.compile("dockerfile parse error (?:on )?line (\\d{1,9})");
  private static final Pattern EXIT_CODE = Pattern.compile("exit code: (\\d{1,9})");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<SourceLines> sources = new ArrayList<>();
  private @Nullable String vertex;
  private @Nullable Integer exitCode;

  private FailureDecoder() {}

  static SolveFailure decode(Status status, @Nullable Metadata trailers) {
    String description = status.getDescription();
    String message = description == null ? status.getCode().toString() : description;
    FailureDecoder decoder = new FailureDecoder();
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    if (details != null) {
      decoder.readAll(details);
    }
    decoder.readText(message);
    return new SolveFailure(message, decoder.vertex, decoder.exitCode, decoder.sources);
  }

  private void readAll(byte[] details) {
    try {
      var status = io.github.jbuild.buildkit.proto.rpc.Status.parseFrom(details);
      for (Any detail : status.getDetailsList()) {
        read(detail);
      }
    } catch (InvalidProtocolBufferException unknownForm) {
      // The message alone has to do.
    }
  }

  private void read(Any detail) {
    String type = detail.getTypeUrl().substring(detail.getTypeUrl().lastIndexOf('/') + 1);
    try {
      switch (type) {
        case "errdefs.Vertex+json" -> vertex(json(detail).path("digest").asText());
        case "errdefs.Source+json" -> source(json(detail));
        case "gatewayapi.ExitMessage+json" -> exit(json(detail).path("Code").asInt());
        case "errdefs.Vertex" -> vertex(VertexDetail.parseFrom(detail.getValue()).getDigest());
        case "errdefs.Source" -> source(SourceDetail.parseFrom(detail.getValue()));
        case "gatewayapi.ExitMessage", "moby.buildkit.v1.frontend.ExitMessage" ->
            exit(ExitDetail.parseFrom(detail.getValue()).getCode());
        default -> {} // stack traces, and other things nobody reads
      }
    } catch (IOException unknownForm) {
      // One detail less.
    }
  }

  private static JsonNode json(Any detail) throws IOException {
    return JSON.readTree(detail.getValue().toByteArray());
  }

  private void vertex(String digest) {
    if (!digest.isEmpty()) {
      vertex = digest;
    }
  }

  private void exit(int code) {
    exitCode = code;
  }

  private void source(JsonNode json) throws IOException {
    SourceInfo.Builder info =
        SourceInfo.newBuilder().setFilename(json.path("info").path("filename").asText());
    JsonNode data = json.path("info").path("data");
    if (data.isTextual()) {
      info.setData(ByteString.copyFrom(data.binaryValue()));
    }
    SourceDetail.Builder source = SourceDetail.newBuilder().setInfo(info);
    for (JsonNode range : json.path("ranges")) {
      source.addRanges(
          Range.newBuilder()
              .setStart(position(range.path("start")))
              .setEnd(position(range.path("end"))));
    }
    source(source.build());
  }

  private static Position position(JsonNode json) {
    return Position.newBuilder().setLine(json.path("line").asInt()).build();
  }

  private void source(SourceDetail source) {
    for (Range range : source.getRangesList()) {
      int first = range.getStart().getLine();
      if (first > 0) {
        add(
            new SourceLines(
                source.getInfo().getFilename(),
                source.getInfo().getData().toStringUtf8(),
                first,
                Math.max(first, range.getEnd().getLine())));
      }
    }
  }

  /** An instruction over several lines comes as a range for each line. */
  private void add(SourceLines lines) {
    int end = sources.size() - 1;
    if (end >= 0 && sources.get(end).isContinuedBy(lines)) {
      lines =
          new SourceLines(lines.file(), lines.content(), sources.remove(end).first(), lines.last());
    }
    sources.add(lines);
  }

  private void readText(String message) {
    Matcher line = PARSE_ERROR.matcher(message);
    if (sources.isEmpty() && line.find() && Integer.parseInt(line.group(1)) > 0) {
      int number = Integer.parseInt(line.group(1));
      sources.add(new SourceLines("", "", number, number));
    }
    Matcher code = EXIT_CODE.matcher(message);
    while (exitCode == null && code.find()) {
      exit(Integer.parseInt(code.group(1)));
    }
  }
}
