package io.github.jbuild.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TransferTest {

  @Test
  void reads_the_contexts_transfer_from_raw_json_and_not_the_ignore_files() throws IOException {
    List<String> lines =
        List.of(
            "{\"vertexes\":[{\"digest\":\"a\",\"name\":\"[internal] load .dockerignore\"}]}",
            status("a", 2, ",\"completed\":\"2026-01-01T00:00:09Z\""),
            "{\"jbuild\":{\"event\":\"header\"}}",
            "{\"vertexes\":[{\"digest\":\"b\",\"name\":\"[internal] load build context\"}]}",
            status("b", 1000, ""),
            status("b", 4000, ",\"completed\":\"2026-01-01T00:00:03.5Z\""));
    assertThat(Transfer.ofRawJson(lines)).isEqualTo(new Transfer(2.5, 4000));
  }

  @Test
  void reads_the_contexts_transfer_from_plain_lines() throws IOException {
    List<String> lines =
        List.of(
            "#2 [internal] load .dockerignore",
            "#2 transferring context: 2B 0.7s done",
            "#5 [internal] load build context",
            "#5 transferring context: 105.25MB 5.1s",
            "#5 transferring context: 524.31MB 12.3s done");
    assertThat(Transfer.ofPlain(lines)).isEqualTo(new Transfer(12.3, 524_310_000));
  }

  @Test
  void a_plain_line_without_time_is_of_no_time() throws IOException {
    List<String> lines =
        List.of("#5 [internal] load build context", "#5 transferring context: 1.5kB done");
    assertThat(Transfer.ofPlain(lines)).isEqualTo(new Transfer(0, 1500));
  }

  @Test
  void says_so_when_no_context_was_sent() {
    assertThatThrownBy(() -> Transfer.ofPlain(List.of("#1 DONE 0.0s")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("#1 DONE");
    assertThatThrownBy(() -> Transfer.ofRawJson(List.of("{}"))).isInstanceOf(IOException.class);
  }

  private static String status(String vertex, int current, String more) {
    return "{\"statuses\":[{\"id\":\"transferring context:\",\"vertex\":\"%s\",\"current\":%d,\"started\":\"2026-01-01T00:00:01Z\"%s}]}"
        .formatted(vertex, current, more);
  }
}
