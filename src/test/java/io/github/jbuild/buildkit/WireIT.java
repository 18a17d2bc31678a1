package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.RecordedWire.Call;
import io.github.jbuild.buildkit.filesync.send.FileSyncService;
import io.github.jbuild.buildkit.filesync.send.TransferListener;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.proto.control.SolveRequest;
import io.github.jbuild.buildkit.proto.control.StatusRequest;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.it.TestBed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records what goes over the sockets of the real engine, and reads it as HTTP/2 and gRPC. */
class WireIT {

  static List<String> engines() {
    return List.of(TestBed.variable("JBUILD_TESTBED_HOST"), TestBed.docker26());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void has_solve_status_and_diff_copy(String host) throws Exception {
    RecordedWire wire = new RecordedWire(new UnixSocketDialer(Path.of(URI.create(host).getPath())));
    String unique = UUID.randomUUID().toString();
    SolveSpec spec = SolveSpec.of(new DockerfileFrontend().platform("linux/arm64")).build();
    try (BuildKitClient client =
        new BuildKitClient(Connection.of(wire, ConnectionMode.UPGRADE, "test"), Limits.DEFAULT)) {
      client.solve(spec, Session.of("wire", unique, List.of(files(unique))), status -> {});
    }
    List<Call> calls = wire.calls();

    Call solve = only(calls, "POST /grpc HTTP/1.1", "/moby.buildkit.v1.Control/Solve");
    SolveRequest asked = SolveRequest.parseFrom(solve.asked().get(0));
    assertThat(asked.getRef()).isEqualTo(spec.ref());
    assertThat(asked.getFrontendAttrsMap()).containsEntry("platform", "linux/arm64");

    Call status = only(calls, "POST /grpc HTTP/1.1", "/moby.buildkit.v1.Control/Status");
    assertThat(StatusRequest.parseFrom(status.asked().get(0)).getRef()).isEqualTo(spec.ref());
    List<String> names = new ArrayList<>();
    for (byte[] message : status.answered()) {
      StatusResponse.parseFrom(message)
          .getVertexesList()
          .forEach(vertex -> names.add(vertex.getName()));
    }
    assertThat(names).contains("[internal] load build context");

    List<Packet> sent = new ArrayList<>();
    for (Call call : calls) {
      if (call.path().equals("/moby.filesync.v1.FileSync/DiffCopy")) {
        assertThat(call.connection()).isEqualTo("POST /session HTTP/1.1");
        for (byte[] message : call.answered()) {
          sent.add(Packet.parseFrom(message));
        }
      }
    }
    assertThat(sent)
        .anyMatch(packet -> packet.getStat().getPath().equals("note"))
        .anyMatch(
            packet ->
                packet.getType() == Packet.Type.DATA
                    && packet.getData().toStringUtf8().equals(unique));
  }

  private static FileSyncService files(String unique) {
    byte[] dockerfile = "FROM scratch\nCOPY note /note\n".getBytes(StandardCharsets.UTF_8);
    return new FileSyncService(
        Map.of(
            "dockerfile", new MemorySource(Map.of("Dockerfile", dockerfile)),
            "context", new MemorySource(Map.of("note", unique.getBytes(StandardCharsets.UTF_8)))),
        TransferListener.NONE);
  }

  private static Call only(List<Call> calls, String connection, String path) {
    List<Call> found = calls.stream().filter(call -> call.path().equals(path)).toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).connection()).isEqualTo(connection);
    return found.get(0);
  }
}
