package io.github.jbuild.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextGridTest {

  private static final List<List<String>> ROWS =
      List.of(List.of("torch", "one two three four"), List.of("xformers", ""));

  @Test
  void wraps_the_last_column_in_the_room_that_is_left() {
    assertThat(new TextGrid(24, 10).print(List.of("name", "source"), ROWS))
        .isEqualTo(
            """
            name      source
            torch     one two three
                      four
            xformers
            """);
  }

  @Test
  void puts_the_last_column_below_where_there_is_too_little_room() {
    assertThat(new TextGrid(18, 10).print(List.of("name", "source"), ROWS))
        .isEqualTo(
            """
            name
            torch
                one two three
                four
            xformers
            """);
  }

  @Test
  void keeps_a_word_whole_that_is_longer_than_the_room() {
    assertThat(new TextGrid(12, 1).print(List.of(), List.of(List.of("a", "nvcr.io/nvidia/l4t b"))))
        .isEqualTo("a  nvcr.io/nvidia/l4t\n   b\n");
  }

  @Test
  void wraps_nothing_for_files_and_pipes() {
    assertThat(new TextGrid(Integer.MAX_VALUE, 10).print(List.of(), ROWS))
        .isEqualTo("torch     one two three four\nxformers\n");
  }

  @Test
  void keeps_what_is_in_a_cell_in_it() {
    assertThat(
            new TextGrid(80, 10)
                .print(
                    List.of(),
                    List.of(
                        List.of("車", "\u001b[2Jwhy", "one\ntwo\tthree"),
                        List.of("abc", "\u001b]0;title\u0007it", "four"))))
        .isEqualTo("車   why  one two three\nabc  it   four\n");
  }

  @Test
  void prints_nothing_for_nothing() {
    assertThat(new TextGrid(80, 10).print(List.of(), List.of())).isEmpty();
  }
}
