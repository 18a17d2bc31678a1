package io.github.jbuild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {

  @Test
  void keeps_harmless_text_as_it_is() {
    String text = "äöü 構築 🚀\ttab";
    assertThat(TerminalText.safe(text)).isSameAs(text);
  }

  @Test
  void removes_everything_that_moves_the_terminal() {
    assertThat(TerminalText.safe("a\u001b[1;31mb\u001b[0m")).isEqualTo("ab");
    assertThat(TerminalText.safe("a\u001b]8;;http://x\u001b\\b\u001b]0;t\u0007c")).isEqualTo("abc");
    assertThat(TerminalText.safe("a\u001bPq#0\u001b\\b\u001b(Bc\u001b7d")).isEqualTo("abcd");
    assertThat(TerminalText.safe("a\u009b2Jb\u0007\u0008\u007f")).isEqualTo("ab");
    assertThat(TerminalText.safe("a\u202eb\u2066c")).isEqualTo("abc");
    assertThat(TerminalText.safe("cut \u001b[12")).isEqualTo("cut ");
    assertThat(TerminalText.safe("cut \u001b")).isEqualTo("cut ");
  }

  @Test
  void keeps_what_carriage_returns_leave() {
    assertThat(TerminalText.safe(" 10%\r 50%\r100%")).isEqualTo("100%");
    assertThat(TerminalText.safe("100%\r")).isEqualTo("100%");
    assertThat(TerminalText.safe("100%\r\u001b[K")).isEqualTo("100%");
  }

  @Test
  void measures_and_cuts_by_columns() {
    assertThat(TerminalText.width("a構e\u0301🚀")).isEqualTo(6);
    assertThat(TerminalText.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TerminalText.fit("abcdef", 4)).isEqualTo("abc…");
    assertThat(TerminalText.fit("構築構", 4)).isEqualTo("構…");
    assertThat(TerminalText.fit("abc", 0)).isEmpty();
    assertThat(TerminalText.expandTabs("a\tb")).isEqualTo("a       b");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0s",
    "48249,48.2s",
    "59949,59.9s",
    "59960,1m00s",
    "552000,9m12s",
    "7500000,2h05m"
  })
  void writes_times(long millis, String expected) {
    assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"999,999 B", "1000,1.0 kB", "999960,1.0 MB", "6400000000,6.4 GB", "123456789,123 MB"})
  void writes_sizes(long bytes, String expected) {
    assertThat(ByteSize.compact(bytes)).isEqualTo(expected);
  }
}
