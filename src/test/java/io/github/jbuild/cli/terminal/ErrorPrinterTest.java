package io.github.jbuild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorPrinterTest {

  private final JbuildException error =
      JbuildException.of(Kind.INVALID_INPUT, "unknown key \"pyton\"")
          .at(new SourceSpan("profiles/cuda-base.yaml", 14, 3, "  pyton:"))
          .details(List.of("known: python", "\tindented"))
          .hint("did you mean \"python\"?");

  @Test
  void shows_message_place_details_and_hint() {
    assertThat(print(error, Style.PLAIN))
        .isEqualTo(
            """
            error: unknown key "pyton"
              --> profiles/cuda-base.yaml:14:3
               |
            14 |   pyton:
               |   ^
              known: python
              \tindented
            hint: did you mean "python"?
            """);
  }

  @Test
  void puts_the_caret_below_wide_characters_and_tabs() {
    SourceSpan span = new SourceSpan("p.yaml", 1, 5, "\t構築 x");
    assertThat(print(JbuildException.of(Kind.INVALID_INPUT, "bad").at(span), Style.PLAIN))
        .isEqualTo(
            """
            error: bad
             --> p.yaml:1:5
              |
            1 |         構築 x
              |              ^
            """);
  }

  @Test
  void leaves_the_source_out_when_it_is_not_at_hand() {
    SourceSpan span = SourceSpan.ofWhole("<--set>", "");
    assertThat(print(JbuildException.of(Kind.USAGE, "bad").at(span), Style.PLAIN))
        .isEqualTo("error: bad\n --> <--set>:1:1\n");
  }

  @Test
  void makes_escapes_harmless() {
    JbuildException evil =
        JbuildException.of(Kind.BUILD_FAILED, "a\u001b[2Jb").details(List.of("c\u001b]0;t\u0007d"));
    assertThat(print(evil, Style.PLAIN)).isEqualTo("error: ab\n  cd\n");
  }

  @Test
  void colours_only_when_asked() {
    assertThat(print(error, Style.PLAIN)).doesNotContain("\u001b");
    assertThat(print(error, new Style(true))).startsWith("\u001b[1;31merror:\u001b[0m ");
  }

  private static String print(JbuildException error, Style style) {
    StringWriter output = new StringWriter();
    new ErrorPrinter(new PrintWriter(output), style).print(error, false);
    return output.toString();
  }
}
