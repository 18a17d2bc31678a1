package io.github.jbuild.python;

import io.github.jbuild.core.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads markers (PEP 508, "Grammar"). */
final class MarkerReader {

  /** Deeper than anything written by hand, and far from the end of the stack. */
  private static final int MAX_DEPTH = 100;

  private static final List<String> VARIABLES =
      List.of(
          "python_version",
          "python_full_version",
          "os_name",
          "sys_platform",
          "platform_release",
          "platform_system",
          "platform_version",
          "platform_machine",
          "platform_python_implementation",
          "implementation_name",
          "implementation_version",
          "extra");

  /** Names of the time before PEP 508 that metadata still has. */
  private static final Map<String, String> OLD_NAMES =
      Map.of(
          "os.name", "os_name",
          "sys.platform", "sys_platform",
          "platform.version", "platform_version",
          "platform.machine", "platform_machine",
          "platform.python_implementation", "platform_python_implementation",
          "python_implementation", "platform_python_implementation");

  private static final List<String> OPERATORS =
      List.of("===", "<=", "!=", "==", ">=", "~=", "<", ">");

  private final Cursor in;

  MarkerReader(Cursor in) {
    this.in = in;
  }

  /** A marker up to the end of the text. */
  Marker whole() {
    Marker marker = group(0);
    if (!in.atEnd()) {
      throw in.error(
          "\"and\", \"or\" or the end of the marker is expected where " + in.found(),
          "such as python_version < \"3.11\" and sys_platform == \"linux\" (PEP 508)");
    }
    return marker;
  }

  private Marker group(int depth) {
    List<Marker> markers = new ArrayList<>(List.of(atom(depth)));
    List<String> joints = new ArrayList<>();
    while (word("and") || word("or")) {
      joints.add(in.peek() == 'a' ? "and" : "or");
      in.moveTo(in.position() + joints.get(joints.size() - 1).length());
      markers.add(atom(depth));
    }
    return markers.size() == 1 ? markers.get(0) : new Marker.Group(markers, joints);
  }

  private Marker atom(int depth) {
    in.skipSpace();
    if (depth > MAX_DEPTH) {
      throw in.error(
          "a marker has more than " + MAX_DEPTH + " nested parentheses", "use fewer parentheses");
    }
    Marker marker;
    if (in.consume('(')) {
      marker = group(depth + 1);
      if (!in.consume(')')) {
        throw in.error("a closing parenthesis is expected where " + in.found(), "close it with )");
      }
    } else {
      marker = comparison();
    }
    in.skipSpace();
    return marker;
  }

  private Marker comparison() {
    int start = in.position();
    Marker.Operand left = operand();
    int at = in.position();
    String operator = operator();
    Marker.Operand right = operand();
    Marker.Comparison comparison =
        extra(left) || extra(right)
            ? new Marker.Comparison(normalized(left), operator, normalized(right))
            : new Marker.Comparison(left, operator, right);
    if (!left.variable() && !right.variable()) {
      in.moveTo(start);
      throw in.error(
          "a marker must compare a variable, but neither side is one",
          "write a variable without quotes: " + String.join(", ", VARIABLES));
    }
    if (operator.equals("~=") && !comparison.comparesVersions()) {
      in.moveTo(at);
      throw in.error(
          "~= compares versions, but " + comparison + " has none",
          "compare with a version such as \"3.10\"");
    }
    return comparison;
  }

  private static boolean extra(Marker.Operand operand) {
    return operand.variable() && operand.text().equals("extra");
  }

  private static Marker.Operand normalized(Marker.Operand operand) {
    return operand.variable()
        ? operand
        : new Marker.Operand(false, ProjectNames.normalized(operand.text()));
  }

  private Marker.Operand operand() {
    in.skipSpace();
    char quote = in.peek();
    if (!in.atEnd() && (quote == '"' || quote == '\'')) {
      int start = in.position();
      in.moveTo(start + 1);
      in.skipTo(String.valueOf(quote));
      String value = in.since(start + 1);
      if (!in.consume(quote)) {
        in.moveTo(start);
        throw in.error("a quoted value is not closed", "close it with " + quote);
      }
      in.skipSpace();
      return new Marker.Operand(false, value);
    }
    return variable();
  }

  private Marker.Operand variable() {
    int start = in.position();
    while (Cursor.isAlphanumeric(in.peek()) || in.peek() == '_' || in.peek() == '.') {
      in.moveTo(in.position() + 1);
    }
    String written = in.since(start);
    String name = OLD_NAMES.getOrDefault(written, written);
    if (!VARIABLES.contains(name)) {
      in.moveTo(start);
      String what = written.isEmpty() ? "none of these where " + in.found() : written;
      throw in.error(
          "a marker has a variable or a quoted value here, not " + what,
          written.isEmpty()
              ? "variables: " + String.join(", ", VARIABLES)
              : Suggestions.didYouMean(written, VARIABLES));
    }
    in.skipSpace();
    return new Marker.Operand(true, name);
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (in.startsWith(operator)) {
        in.moveTo(in.position() + operator.length());
        return operator;
      }
    }
    if (word("in")) {
      in.moveTo(in.position() + 2);
      return "in";
    }
    if (word("not")) {
      int start = in.position();
      in.moveTo(start + 3);
      in.skipSpace();
      if (word("in")) {
        in.moveTo(in.position() + 2);
        return "not in";
      }
      in.moveTo(start);
    }
    throw in.error(
        "a comparison is expected where " + in.found(),
        String.join(" ", OPERATORS) + " in, not in");
  }

  private boolean word(String word) {
    char after = in.peek(word.length());
    return in.startsWith(word) && !Cursor.isAlphanumeric(after) && after != '_';
  }
}
