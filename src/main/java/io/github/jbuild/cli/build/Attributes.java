package io.github.jbuild.cli.build;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of an option in buildx's form: {@code type=local,dest=out}. A field with a comma in it
 * stands in double quotes, as in CSV (RFC 4180).
 */
final class Attributes {

  private final String option;
  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * Reads a value.
   *
   * @throws JbuildException {@code USAGE} if a field is not {@code key=value}
   */
  Attributes(String option, String text) {
    this.option = option;
    this.text = text;
    for (String field : fields()) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw usage("\"" + field + "\" is not KEY=VALUE");
      }
      values.put(field.substring(0, equals).strip(), field.substring(equals + 1));
    }
  }

  /** Takes an attribute out; empty when it is not there. */
  String take(String... names) {
    String found = "";
    for (String name : names) {
      String value = values.remove(name);
      found = found.isEmpty() && value != null ? value : found;
    }
    return found;
  }

  /** What is left. */
  Map<String, String> rest() {
    return values;
  }

  /** Refuses what is left. */
  void end(String... known) {
    for (String name : values.keySet()) {
      throw usage("does not know \"" + name + '"')
          .hint(Suggestions.didYouMean(name, List.of(known)));
    }
  }

  /** An error about this value. */
  JbuildException usage(String problem) {
    return JbuildException.of(Kind.USAGE, option + " " + text + ": " + problem);
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw usage("a quote is not closed");
    }
    fields.add(field.toString());
    return fields;
  }
}
