package io.github.jbuild.profile;

import io.github.jbuild.profile.yaml.Quoted;

/** Field paths as messages, {@code --set} and {@link Origins} write them. */
final class FieldPath {

  private FieldPath() {}

  /** The path of a map's field; a key that is not a plain word is quoted. */
  static String field(String parent, String key) {
    String name = isWord(key) ? key : Quoted.json(key);
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** The path of a list's item, counted from 0. */
  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  static boolean isWordCharacter(char c) {
    return c == '_' || c == '-' || (c < 0x7f && Character.isLetterOrDigit(c));
  }

  private static boolean isWord(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> isWordCharacter((char) c));
  }
}
