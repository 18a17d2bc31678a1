package io.github.jbuild.buildkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("s");
  }

  private StreamSocket upgrade(Header... headers) throws IOException {
    return Upgrade.at(new UnixSocketDialer(path()), "/session", List.of(headers));
  }

  private UpgradeRefused refusal(String answer, boolean closing) throws IOException {
    try (Answers engine = new Answers(path(), answer.replace("\n", "\r\n"), closing)) {
      UpgradeRefused refusal = catchThrowableOfType(UpgradeRefused.class, this::upgrade);
      assertThat(engine.requests()).hasSize(1);
      return refusal;
    }
  }

  @Test
  void reads_no_byte_beyond_the_answer() throws IOException {
    String answer =
        "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nPRI * HTTP";
    try (Answers engine = new Answers(path(), answer, false);
        StreamSocket socket = upgrade()) {
      assertThat(socket.getInputStream().readNBytes(10))
          .isEqualTo("PRI * HTTP".getBytes(StandardCharsets.US_ASCII));
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @Test
  void asks_for_h2c_and_repeats_headers() throws IOException {
    try (Answers engine = new Answers(path(), "HTTP/1.1 101 x\r\n\r\n", false);
        StreamSocket socket = upgrade(new Header("X-M", "/a/B"), new Header("X-M", "/a/C"))) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(engine.requests())
          .containsExactly(
              String.join(
                  "\r\n",
                  "POST /session HTTP/1.1",
                  "Host: localhost",
                  "Connection: Upgrade",
                  "Upgrade: h2c",
                  "Content-Length: 0",
                  "X-M: /a/B",
                  "X-M: /a/C",
                  "",
                  ""));
    }
  }

  @Test
  void a_refusal_has_the_message_of_dockers_engine() throws IOException {
    UpgradeRefused refusal =
        refusal(
            """
            HTTP/1.1 400 Bad Request
            Content-Type: application/json
            Content-Length: 33

            {"message":"session ID is known"}""",
            false);
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.text()).isEqualTo("session ID is known");
    assertThat(refusal).hasMessage("/session was rejected: HTTP 400, session ID is known");
  }

  @Test
  void a_refusal_in_plain_words_is_told_too() throws IOException {
    UpgradeRefused refusal =
        refusal("HTTP/1.1 404 Not Found\nContent-Length: 19\n\n404 page not found\n", false);
    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal.text()).isEqualTo("404 page not found");
  }

  @Test
  void a_refusal_in_chunks_is_read_without_waiting_for_more() throws IOException {
    UpgradeRefused refusal =
        refusal(
            "HTTP/1.1 500 Oops\nTransfer-Encoding: chunked\n\n12\n{\"message\":\"oops\"}\n", false);
    assertThat(refusal.status()).isEqualTo(500);
    assertThat(refusal.text()).isEqualTo("oops");
  }

  @Test
  void a_refusal_without_length_ends_with_the_connection() throws IOException {
    UpgradeRefused refusal = refusal("HTTP/1.0 403 Forbidden\n\ngo away", true);
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.text()).isEqualTo("go away");
  }

  @Test
  void an_answer_that_is_no_upgrade_is_a_refusal() throws IOException {
    assertThat(refusal("HTTP/1.1 200 OK\nContent-Length: 0\n\n", false).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', without a response",
    "'SSH-2.0-OpenSSH_9.2\r\n\r\n', did not get an HTTP/1.1 response",
    "'HTTP/1.1 101 half', without a response"
  })
  void what_is_not_http_is_no_refusal(String answer, String words) throws IOException {
    try (Answers engine = new Answers(path(), answer, true)) {
      assertThatThrownBy(this::upgrade)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(UpgradeRefused.class)
          .hasMessageContaining(words);
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @Test
  void a_head_without_end_is_given_up() throws IOException {
    try (Answers engine = new Answers(path(), "HTTP/1.1 101 " + "x".repeat(100_000), false)) {
      assertThatThrownBy(this::upgrade).hasMessageContaining("too long");
      assertThat(engine.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'X-A: b\r\nX-C', d", "X-A, 'b\r\nX-C: d'", "X-A, gr\u00fc\u00df"})
  void a_header_cannot_smuggle_another(String name, String value) {
    assertThatThrownBy(() -> new Header(name, value)).isInstanceOf(IllegalArgumentException.class);
  }
}
