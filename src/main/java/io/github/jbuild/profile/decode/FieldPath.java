package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.profile.Origins;

/** Field paths as messages, {@code --set} and {@link Origins} write them. */
public final class FieldPath {

  private FieldPath() {}

  /** The path of a map's field; a key that is not a plain word is quoted. */
  public static String field(String parent, String key) {
    String name = isWord(key) ? key : Quoted.json(key);
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** The path of a list's item, counted from 0. */
  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  public static boolean isWordCharacter(char c) {
    return c == '_' || c == '-' || (c < 0x7f && Character.isLetterOrDigit(c));
  }

  private static boolean isWord(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> isWordCharacter((char) c));
  }
}
