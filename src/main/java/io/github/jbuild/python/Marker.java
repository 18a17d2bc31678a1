package io.github.jbuild.python;

import io.github.jbuild.core.JbuildException;
import java.util.Collection;
import java.util.List;

/** A condition on the environment under which a requirement holds (PEP 508). */
public sealed interface Marker {

  /**
   * Reads a marker, such as {@code python_version < "3.11" and extra == "test"}.
   *
   * @throws JbuildException of kind INVALID_INPUT, with the place
   */
  static Marker parse(String text) {
    Cursor in = new Cursor("<marker>", text);
    return new MarkerReader(in).whole();
  }

  /** Whether it is fulfilled for one extra; empty for none. */
  boolean holds(MarkerEnvironment environment, String extra);

  /** Whether it is fulfilled without extras, or for one of these. */
  default boolean holds(MarkerEnvironment environment, Collection<String> extras) {
    return holds(environment, "") || extras.stream().anyMatch(e -> holds(environment, e));
  }

  /**
   * A side of a comparison.
   *
   * @param variable whether the text names a variable
   * @param text the variable's name, or the value
   */
  record Operand(boolean variable, String text) {

    String in(MarkerEnvironment environment, String extra) {
      if (!variable) {
        return text;
      }
      return text.equals("extra")
          ? ProjectNames.normalized(extra)
          : environment.value(text).orElse("");
    }

    @Override
    public String toString() {
      if (variable) {
        return text;
      }
      return text.indexOf('"') < 0 ? '"' + text + '"' : "'" + text + "'";
    }
  }

  /** Two operands and how they are compared. */
  record Comparison(Operand left, String operator, Operand right) implements Marker {

    /** The variables whose values are compared as versions. */
    private static final List<String> VERSIONS =
        List.of(
            "python_version", "python_full_version", "implementation_version", "platform_release");

    /** Whether a side is a version of the environment. */
    boolean comparesVersions() {
      return VERSIONS.contains(left.variable() ? left.text() : right.text());
    }

    @Override
    public boolean holds(MarkerEnvironment environment, String extra) {
      String a = left.in(environment, extra);
      String b = right.in(environment, extra);
      if (operator.endsWith("in")) {
        return b.contains(a) != operator.startsWith("not");
      }
      if (comparesVersions()) {
        try {
          return VersionSpecifiers.parse(operator + b).containsInstalled(a);
        } catch (JbuildException e) {
          return holdsAsText(a, b);
        }
      }
      return holdsAsText(a, b);
    }

    /** Texts have no order, so that one is at least another only when they are equal. */
    private boolean holdsAsText(String a, String b) {
      return switch (operator) {
        case "==", "===", "<=", ">=" -> a.equals(b);
        case "!=" -> !a.equals(b);
        default -> false;
      };
    }

    @Override
    public String toString() {
      return left + " " + operator + " " + right;
    }
  }

  /**
   * Markers joined by {@code and} and {@code or}; {@code and} binds stronger.
   *
   * @param markers at least one
   * @param joints {@code and} or {@code or} between each two
   */
  record Group(List<Marker> markers, List<String> joints) implements Marker {

    public Group {
      markers = List.copyOf(markers);
      joints = List.copyOf(joints);
      if (markers.isEmpty() || joints.size() != markers.size() - 1) {
        throw new IllegalArgumentException("there must be a joint between every two markers");
      }
    }

    @Override
    public boolean holds(MarkerEnvironment environment, String extra) {
      boolean all = markers.get(0).holds(environment, extra);
      for (int i = 1; i < markers.size(); i++) {
        if (joints.get(i - 1).equals("and")) {
          all = all && markers.get(i).holds(environment, extra);
        } else if (all) {
          return true;
        } else {
          all = markers.get(i).holds(environment, extra);
        }
      }
      return all;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < markers.size(); i++) {
        boolean nested = markers.get(i) instanceof Group;
        text.append(i == 0 ? "" : " " + joints.get(i - 1) + " ");
        text.append(nested ? "(" : "").append(markers.get(i)).append(nested ? ")" : "");
      }
      return text.toString();
    }
  }
}
