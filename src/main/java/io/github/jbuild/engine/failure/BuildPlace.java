package io.github.jbuild.engine.failure;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a build failed, for its error message.
 *
 * @param step such as {@code step 7/31}
 * @param text the instruction as the builder shows it; may be empty
 * @param tail the last lines of its output
 */
public record BuildPlace(String step, String text, List<String> tail) {

  public BuildPlace {
    tail = List.copyOf(tail);
  }

  /** The image that the instruction starts from; null if it is no {@code FROM}. */
  public @Nullable String base() {
    String[] words = text.split("\\s+", -1);
    if (!words[0].toUpperCase(Locale.ROOT).equals("FROM")) {
      return null;
    }
    for (int i = 1; i < words.length; i++) {
      if (!words[i].startsWith("--")) {
        return words[i];
      }
    }
    return null;
  }
}
