package io.github.jbuild.image;

import java.util.Optional;

/**
 * How a script begins.
 *
 * @param firstLine its first line, {@code #!} included
 */
public record Shebang(String firstLine) {

  /** The program that the kernel runs it with: of {@code #!/usr/bin/env python3}, both are one. */
  public Optional<String> interpreter() {
    String[] words = firstLine.substring(2).strip().split("\\s+", 3);
    if (words[0].isEmpty()) {
      return Optional.empty();
    }
    boolean env = words[0].endsWith("/env") && words.length > 1 && !words[1].startsWith("-");
    return Optional.of(env ? words[1] : words[0]);
  }
}
