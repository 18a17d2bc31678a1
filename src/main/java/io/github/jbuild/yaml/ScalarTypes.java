package io.github.jbuild.yaml;

import java.util.regex.Pattern;

/** What plain scalars mean (YAML 1.2.2, section 10.3, without octal, hexadecimal, infinity). */
final class ScalarTypes {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  private ScalarTypes() {}

  static YamlNode.Type ofPlain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> YamlNode.Type.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> YamlNode.Type.BOOL;
      default ->
          text.length() < 400 && NUMBER.matcher(text).matches()
              ? YamlNode.Type.NUMBER
              : YamlNode.Type.TEXT;
    };
  }
}
