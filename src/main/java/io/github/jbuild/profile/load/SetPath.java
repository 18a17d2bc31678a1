package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.decode.FieldPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The left side of a {@code --set} argument: keys with dots between them, {@code [n]} for list
 * items counted from 0, double quotes around keys that are not plain words.
 *
 * @param steps at least one, a key first
 * @param valueStart where the value begins in the argument
 */
record SetPath(List<Step> steps, int valueStart) {

  private static final int MAX_STEPS = 20;

  SetPath {
    steps = List.copyOf(steps);
  }

  /**
   * A step from a value to one inside it.
   *
   * @param keyOrNull a map's key; null for a list's item
   * @param index a list's index; -1 for a key
   * @param offset where it begins in the argument
   */
  record Step(@Nullable String keyOrNull, int index, int offset) {}

  static SetPath parse(String argument) {
    return new Parser(argument).parse();
  }

  private static final class Parser {
    private final String text;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    Parser(String text) {
      this.text = text;
    }

    SetPath parse() {
      key();
      while (at < text.length() && text.charAt(at) != '=') {
        if (text.charAt(at) == '.') {
          at++;
          key();
        } else if (text.charAt(at) == '[') {
          index();
        } else {
          throw error("a key consists of letters, digits, _ and -")
              .hint("put other keys in double quotes");
        }
        if (steps.size() > MAX_STEPS) {
          throw error("the path has more than " + MAX_STEPS + " steps");
        }
      }
      if (at == text.length()) {
        throw error("there is no =").hint("write --set path=value");
      }
      return new SetPath(steps, at + 1);
    }

    private void key() {
      int start = at;
      if (at < text.length() && text.charAt(at) == '"') {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
          throw error("the closing quote is missing");
        }
        at = end + 1;
        steps.add(new Step(text.substring(start + 1, end), -1, start));
        return;
      }
      while (at < text.length() && FieldPath.isWordCharacter(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw error("a key is missing here")
            .hint("write --set path=value, as in python.version=3.11");
      }
      steps.add(new Step(text.substring(start, at), -1, start));
    }

    private void index() {
      int start = at;
      int end = text.indexOf(']', at);
      String digits = end < 0 ? "" : text.substring(at + 1, end);
      if (!digits.matches("[0-9]{1,5}")) {
        throw error("a list item is written as [0]");
      }
      at = end + 1;
      steps.add(new Step(null, Integer.parseInt(digits), start));
    }

    private JbuildException error(String message) {
      return SetArgument.error(text, at, message);
    }
  }
}
