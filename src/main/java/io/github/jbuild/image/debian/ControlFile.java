package io.github.jbuild.image.debian;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the stanzas of a control file (deb-control(5)), of which only the first line of a field is
 * wanted. A line that does not follow its syntax is skipped: a damaged database still says much.
 */
final class ControlFile {

  private ControlFile() {}

  /** Hands over each stanza, as field names in lower case and values. */
  static void read(String text, Consumer<Map<String, String>> stanzas) {
    Map<String, String> fields = new HashMap<>();
    for (int begin = 0, end; begin < text.length(); begin = end + 1) {
      int newline = text.indexOf('\n', begin);
      end = newline < 0 ? text.length() : newline;
      if (isBlank(text, begin, end)) {
        hand(fields, stanzas);
      } else if (!isSpace(text.charAt(begin))) {
        add(fields, text.substring(begin, end));
      }
    }
    hand(fields, stanzas);
  }

  private static void add(Map<String, String> fields, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private static void hand(Map<String, String> fields, Consumer<Map<String, String>> stanzas) {
    if (!fields.isEmpty()) {
      stanzas.accept(Map.copyOf(fields));
      fields.clear();
    }
  }

  private static boolean isBlank(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
