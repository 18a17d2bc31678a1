package io.github.jbuild.core.pattern;

import java.util.Arrays;
import java.util.List;

/** The patterns that the engine's reader takes out of an ignore file and sends to the client. */
public final class IgnoreFilePatterns {

  private IgnoreFilePatterns() {}

  /** One for each line that has one. */
  public static List<String> of(String content) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> !line.startsWith("#"))
        .map(IgnoreFile::normalise)
        .filter(pattern -> !pattern.isEmpty())
        .toList();
  }
}
