package io.github.jbuild.buildkit.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.content.Info;
import io.github.jbuild.buildkit.proto.content.ListContentRequest;
import io.github.jbuild.buildkit.proto.content.ListContentResponse;
import io.github.jbuild.buildkit.proto.content.ListStatusesRequest;
import io.github.jbuild.buildkit.proto.content.ListStatusesResponse;
import io.github.jbuild.buildkit.proto.content.ReadContentResponse;
import io.github.jbuild.buildkit.proto.content.StatusRequest;
import io.github.jbuild.buildkit.proto.content.StatusResponse;
import io.github.jbuild.buildkit.proto.content.UpdateRequest;
import io.github.jbuild.buildkit.proto.content.UpdateResponse;
import io.github.jbuild.buildkit.transport.Rpc;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Sha256;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentServiceTest {

  @TempDir Path root;
  private Path folder = Path.of("");
  private ContentFolder content = ContentFolder.readOnly(folder);
  private ContentService service = new ContentService(Map.of());
  private EngineContent engine;

  ContentServiceTest() throws IOException {
    engine = new EngineContent(service, "unused");
  }

  @BeforeEach
  void connect() throws IOException {
    engine.close();
    folder = root.resolve("cache");
    content = ContentFolder.writable(folder);
    service =
        new ContentService(
            Map.of("local:a", content, "local:read", ContentFolder.readOnly(folder)));
    engine = new EngineContent(service, "local:a");
  }

  @AfterEach
  void disconnect() {
    engine.close();
  }

  static String digest(byte[] bytes) {
    return Sha256.of(bytes).toString();
  }

  private Path blob(String digest) {
    return folder.resolve("blobs/sha256").resolve(Digest.parse(digest).hex());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** Everything in the folder but folders. */
  private Stream<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList()
          .stream();
    }
  }

  @Test
  void keeps_a_blob_under_its_digest() throws IOException {
    byte[] bytes = random(3_000_000);
    engine.store(digest(bytes), bytes);
    assertThat(blob(digest(bytes))).hasBinaryContent(bytes);
    assertThat(engine.size(digest(bytes))).isEqualTo(bytes.length);
    assertThat(files()).hasSize(1);
    assertThat(engine.read(digest(bytes), 0, 0)).isEqualTo(bytes);
  }

  @Test
  void keeps_an_empty_blob() {
    String empty = digest(new byte[0]);
    var unused = engine.write("x", empty, 0).commit(0, empty);
    assertThat(blob(empty)).isEmptyFile();
    assertThat(engine.read(empty, 0, 0)).isEmpty();
  }

  @Test
  void says_how_far_a_blob_has_come() {
    EngineContent.Writer writer = engine.write("layer", "", 10);
    var answer = writer.write(0, ByteString.copyFromUtf8("12345"));
    assertThat(answer.getOffset()).isEqualTo(5);
    assertThat(answer.getDigest()).isEqualTo(digest("12345".getBytes(UTF_8)));
    var status =
        engine
            .call(
                "Status",
                StatusRequest.newBuilder().setRef("layer").build(),
                StatusResponse.getDefaultInstance())
            .getStatus();
    assertThat(status.getOffset()).isEqualTo(5);
    assertThat(
            engine
                .call(
                    "ListStatuses",
                    ListStatusesRequest.getDefaultInstance(),
                    ListStatusesResponse.getDefaultInstance())
                .getStatusesList())
        .containsExactly(status);
  }

  @Test
  void begins_again_at_offset_zero() {
    String expected = digest("again".getBytes(UTF_8));
    EngineContent.Writer writer = engine.write("layer", "", 0);
    var unused = writer.write(0, ByteString.copyFromUtf8("a first attempt"));
    unused = writer.write(0, ByteString.copyFromUtf8("again"));
    unused = writer.commit(5, expected);
    assertThat(blob(expected)).hasContent("again");
  }

  @Test
  void refuses_bytes_that_leave_a_gap() throws IOException {
    EngineContent.Writer writer = engine.write("layer", "", 0);
    assertThatThrownBy(() -> writer.write(3, ByteString.copyFromUtf8("x")))
        .hasMessageContaining("OUT_OF_RANGE: bytes for offset 3 arrived at 0");
    assertThat(files()).isEmpty();
  }

  @Test
  void refuses_a_blob_with_another_digest_and_keeps_nothing() throws IOException {
    String promised = digest("promised".getBytes(UTF_8));
    EngineContent.Writer writer = engine.write("layer", promised, 0);
    var unused = writer.write(0, ByteString.copyFromUtf8("something else"));
    assertThatThrownBy(() -> writer.commit(14, promised))
        .hasMessageContaining("FAILED_PRECONDITION: layer is sha256:")
        .hasMessageContaining("not " + promised);
    assertThat(files()).isEmpty();
    assertThat(service.failure()).isEmpty();
  }

  @Test
  void refuses_a_blob_of_another_size() throws IOException {
    EngineContent.Writer writer = engine.write("layer", "", 0);
    var unused = writer.write(0, ByteString.copyFromUtf8("1234"));
    assertThatThrownBy(() -> writer.commit(5, "")).hasMessageContaining("has 4 bytes, not 5");
    assertThat(files()).isEmpty();
  }

  @Test
  void says_when_a_blob_is_there_already() {
    byte[] bytes = "known".getBytes(UTF_8);
    engine.store(digest(bytes), bytes);
    assertThatThrownBy(() -> engine.write("again", digest(bytes), 5))
        .hasMessageContaining("ALREADY_EXISTS");
  }

  @Test
  void lets_one_at_a_time_write_under_a_name() {
    EngineContent.Writer first = engine.write("layer", "", 0);
    assertThatThrownBy(() -> engine.write("layer", "", 0)).hasMessageContaining("UNAVAILABLE");
    first.end();
    engine.write("layer", "", 0).end();
  }

  @Test
  void removes_what_is_aborted_or_left_unfinished() throws IOException {
    EngineContent.Writer aborted = engine.write("layer", "", 0);
    var unused = aborted.write(0, ByteString.copyFromUtf8("x"));
    assertThat(files()).hasSize(1);
    engine.abort("layer");
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> aborted.write(1, ByteString.copyFromUtf8("y")))
        .hasMessageContaining("ABORTED");
    assertThatThrownBy(() -> engine.abort("layer")).hasMessageContaining("NOT_FOUND");
    EngineContent.Writer unfinished = engine.write("layer", "", 0);
    unused = unfinished.write(0, ByteString.copyFromUtf8("x"));
    unfinished.end();
    assertThat(files()).isEmpty();
  }

  @Test
  void removes_what_is_on_its_way_when_the_build_is_over() throws IOException {
    var unused = engine.write("layer", "", 0).write(0, ByteString.copyFromUtf8("x"));
    assertThat(files()).hasSize(1);
    content.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void reads_ranges() {
    byte[] bytes = random(1_000_000);
    String digest = digest(bytes);
    engine.store(digest, bytes);
    assertThat(engine.read(digest, 999_990, 0))
        .isEqualTo(Arrays.copyOfRange(bytes, 999_990, 1_000_000));
    assertThat(engine.read(digest, 5, 700_000)).isEqualTo(Arrays.copyOfRange(bytes, 5, 700_005));
    assertThat(engine.read(digest, 999_999, Long.MAX_VALUE)).hasSize(1);
    assertThat(engine.read(digest, -3, 2)).isEqualTo(Arrays.copyOf(bytes, 2));
    assertThat(engine.read(digest, bytes.length, 9)).isEmpty();
    assertThatThrownBy(() -> engine.read(digest, bytes.length + 1, 1))
        .hasMessageContaining("OUT_OF_RANGE");
  }

  @Test
  void reads_no_faster_than_the_engine_takes_it() throws IOException {
    byte[] bytes = new byte[64 << 20];
    String digest = digest(bytes);
    engine.store(digest, bytes);
    Iterator<ReadContentResponse> slow = engine.reading(digest, 0, 0);
    assertThat(slow.next().getData().size()).isPositive();
    // The rest is still in the file: cut it, and the reader comes upon the end.
    try (var file = Files.newByteChannel(blob(digest), java.nio.file.StandardOpenOption.WRITE)) {
      file.truncate(32 << 20);
    }
    assertThatThrownBy(() -> slow.forEachRemaining(answer -> {})).hasMessageContaining("INTERNAL");
    assertThat(service.failure().map(JbuildException::message))
        .hasValue("the cache in " + folder + " cannot be read or written");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:../../secret",
        "sha256:..",
        "sha256:",
        "../secret",
        "sha512:0000",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
      })
  void takes_nothing_but_digests_for_blobs(String name) throws IOException {
    Files.writeString(root.resolve("secret"), "secret");
    assertThatThrownBy(() -> engine.size(name)).hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(() -> engine.read(name, 0, 0)).hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(() -> engine.write("x", name, 0)).hasMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void names_of_writes_are_no_paths() throws IOException {
    byte[] bytes = "x".getBytes(UTF_8);
    EngineContent.Writer writer = engine.write("../../escaped/../x", "", 0);
    var unused = writer.write(0, ByteString.copyFrom(bytes));
    assertThat(files()).singleElement().asString().startsWith("ingest/");
    unused = writer.commit(1, digest(bytes));
    assertThat(root).isDirectoryNotContaining(file -> !file.equals(folder));
  }

  @Test
  void follows_no_link_out_of_the_folder() throws IOException {
    byte[] secret = "secret".getBytes(UTF_8);
    Files.write(root.resolve("secret"), secret);
    Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.createSymbolicLink(blob(digest(secret)), root.resolve("secret"));
    assertThatThrownBy(() -> engine.read(digest(secret), 0, 0)).hasMessageContaining("NOT_FOUND");
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("ingest"), elsewhere);
    assertThatThrownBy(() -> engine.write("x", "", 0)).hasMessageContaining("INTERNAL");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(service.failure().orElseThrow().details().toString())
        .contains("leaves the directory");
  }

  @Test
  void says_what_is_not_there() {
    String digest = digest("nothing".getBytes(UTF_8));
    assertThatThrownBy(() -> engine.size(digest)).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> engine.read(digest, 0, 0)).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void lists_blobs_and_keeps_no_labels() throws IOException {
    byte[] bytes = "blob".getBytes(UTF_8);
    engine.store(digest(bytes), bytes);
    Files.writeString(folder.resolve("blobs/sha256/README"), "no blob");
    Iterator<ListContentResponse> list =
        ClientCalls.blockingServerStreamingCall(
            engine.channel(),
            Rpc.serverStream(
                EngineContent.NAME,
                "List",
                ListContentRequest.getDefaultInstance(),
                ListContentResponse.getDefaultInstance()),
            CallOptions.DEFAULT,
            ListContentRequest.getDefaultInstance());
    assertThat(list.next().getInfoList())
        .singleElement()
        .satisfies(info -> assertThat(info.getDigest()).isEqualTo(digest(bytes)));
    assertThatThrownBy(
            () ->
                engine.call(
                    "Update",
                    UpdateRequest.newBuilder()
                        .setInfo(Info.newBuilder().setDigest(digest(bytes)).putLabels("gc", "root"))
                        .build(),
                    UpdateResponse.getDefaultInstance()))
        .hasMessageContaining("FAILED_PRECONDITION");
  }

  @Test
  void a_cache_that_is_only_read_stays_as_it_is() throws IOException {
    try (EngineContent reader = new EngineContent(service, "local:read")) {
      assertThatThrownBy(() -> reader.write("x", "", 0)).hasMessageContaining("PERMISSION_DENIED");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void knows_no_other_folders() throws IOException {
    try (EngineContent stranger = new EngineContent(service, "local:/etc")) {
      assertThatThrownBy(() -> stranger.size(digest(new byte[0])))
          .hasMessageContaining("NOT_FOUND: there is no store local:/etc");
    }
  }

  @Test
  void reports_a_folder_that_cannot_be_written() throws IOException {
    Files.writeString(folder.resolve("ingest"), "a file where a folder should be");
    assertThatThrownBy(() -> engine.write("x", "", 0)).hasMessageContaining("INTERNAL");
    assertThat(service.failure().map(JbuildException::kind))
        .hasValue(JbuildException.Kind.ENVIRONMENT);
  }
}
