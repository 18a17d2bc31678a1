package io.github.jbuild.core.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what docker was recorded to make of ignore files. */
public class DockerignoreCasesTest {

  /** A recorded case; its text is the line of the table. */
  public record Case(String content, String path, String verdict) {
    static Case parse(String line) {
      String[] fields = line.split("\t", -1);
      return new Case(unescape(fields[0]), unescape(fields[1]), fields[2]);
    }

    private static String unescape(String text) {
      StringBuilder plain = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '\\') {
          plain.append(c);
          continue;
        }
        c = text.charAt(at++);
        if (c == 'u') {
          plain.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        } else {
          plain.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
        }
      }
      return plain.toString();
    }
  }

  /** All cases. */
  public static Stream<Case> cases() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(
            DockerignoreCasesTest.class.getResourceAsStream("dockerignore-cases.tsv"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.split("\t", -1).length == 5)
              .map(Case::parse)
              .toList()
              .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agrees_with_docker(Case recorded) {
    String verdict;
    try {
      IgnoreRules rules =
          IgnoreRules.parse(".dockerignore", recorded.content.getBytes(StandardCharsets.UTF_8));
      verdict = rules.ignores(recorded.path) ? "ignored" : "sent";
    } catch (JbuildException e) {
      verdict = "error";
    }
    assertThat(verdict).isEqualTo(recorded.verdict);
  }

  @Test
  void table_is_whole() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(150);
  }
}
