package io.github.jbuild.image.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of METADATA, PKG-INFO and WHEEL: name, colon, value up to the first empty line
 * (PyPA, "Core metadata"; RFC 822).
 */
final class Headers {

  /** No field that is read here is longer; a licence over many lines need not be kept. */
  private static final int CONTINUED = 4000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Headers() {}

  static Headers read(String text) {
    Headers headers = new Headers();
    List<String> last = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
      String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (bare.isEmpty()) {
        break;
      }
      last = headers.add(bare, last);
    }
    return headers;
  }

  /** Adds a field, or further text to the last one, and gives back where further text goes. */
  private List<String> add(String line, List<String> last) {
    int colon = line.indexOf(':');
    if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      if (!last.isEmpty() && last.get(last.size() - 1).length() < CONTINUED) {
        last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
      }
      return last;
    }
    if (colon < 0) {
      return new ArrayList<>();
    }
    List<String> field =
        values.computeIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT), n -> new ArrayList<>());
    field.add(line.substring(colon + 1).strip());
    return field;
  }

  /** The first value of a field. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of a field, in order. */
  List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
