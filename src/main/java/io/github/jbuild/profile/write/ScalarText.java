package io.github.jbuild.profile.write;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.yaml.YamlNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How scalars are written so that any reader of YAML 1.1, YAML 1.2 or JSON sees the same text. */
final class ScalarText {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@+=~:*,<>-]*");

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,15}");

  /** What YAML 1.1 or 1.2 takes for truth values or nothing. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private ScalarText() {}

  static String yaml(YamlNode.Scalar scalar) {
    return bare(scalar) ? json(scalar) : yaml(scalar.text());
  }

  static String yaml(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.endsWith(":")
            && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : Quoted.json(text);
  }

  static String json(YamlNode.Scalar scalar) {
    if (!bare(scalar)) {
      return scalar.isNull() ? "null" : Quoted.json(scalar.text());
    }
    return scalar.type() == YamlNode.Type.BOOL
        ? scalar.text().toLowerCase(Locale.ROOT)
        : scalar.text();
  }

  /** Integers and booleans; 3.10 becomes a string, because it is not 3.1. */
  private static boolean bare(YamlNode.Scalar scalar) {
    return (scalar.type() == YamlNode.Type.BOOL
            && scalar.text().equals(scalar.text().toLowerCase(Locale.ROOT)))
        || (scalar.type() == YamlNode.Type.NUMBER && INTEGER.matcher(scalar.text()).matches());
  }
}
