package io.github.jbuild.image.python;

import java.util.ArrayList;
import java.util.List;

/**
 * Requirements as setuptools writes them into an egg-info: sections {@code [extra:marker]}, either
 * part of which may be missing.
 */
final class RequiresTxt {

  private RequiresTxt() {}

  /** The same requirements in the form of PEP 508. */
  static List<String> requirements(List<String> lines) {
    List<String> requirements = new ArrayList<>();
    String condition = "";
    for (String line : lines) {
      if (line.startsWith("[") && line.endsWith("]")) {
        condition = condition(line.substring(1, line.length() - 1));
      } else {
        // a URL ends only where a space is
        requirements.add(condition.isEmpty() ? line : line + " ; " + condition);
      }
    }
    return requirements;
  }

  private static String condition(String section) {
    int colon = section.indexOf(':');
    String extra = (colon < 0 ? section : section.substring(0, colon)).strip();
    String marker = colon < 0 ? "" : section.substring(colon + 1).strip();
    String ofExtra = extra.isEmpty() ? "" : "extra == \"" + extra + '"';
    if (marker.isEmpty() || ofExtra.isEmpty()) {
      return marker + ofExtra;
    }
    return "(" + marker + ") and " + ofExtra;
  }
}
