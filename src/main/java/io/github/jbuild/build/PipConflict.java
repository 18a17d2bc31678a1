package io.github.jbuild.build;

import io.github.jbuild.build.BuildJob.PinnedWheel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirement that conflicts with a pinned wheel, read from pip's report of a
 * ResolutionImpossible error (pip 20.3 to 25, {@code resolution/resolvelib/factory.py}).
 *
 * @param requirement who wants something else, such as {@code foo 1.0}; empty when the profile
 *     itself does
 * @param wanted what it wants, such as {@code torch>=2.9}
 * @param pin the wheel that conflicts with it
 */
record PipConflict(Optional<String> requirement, String wanted, PinnedWheel pin) {

  private static final Pattern DEPENDS =
      Pattern.compile("\\s*(\\S+ \\S+) depends on ([A-Za-z0-9._-]+)(.*)");
  private static final Pattern REQUESTED =
      Pattern.compile("\\s*The user requested ([A-Za-z0-9._-]+)(.*)");

  /** The first conflict with one of {@code pins} in a log. */
  static Optional<PipConflict> in(List<String> log, List<PinnedWheel> pins) {
    boolean account = false;
    for (String line : log) {
      if (line.contains("The conflict is caused by:")) {
        account = true;
        continue;
      }
      if (!account) {
        continue;
      }
      Matcher depends = DEPENDS.matcher(line);
      if (depends.matches()) {
        Optional<PipConflict> found =
            against(pins, Optional.of(depends.group(1)), depends.group(2), depends.group(3));
        if (found.isPresent()) {
          return found;
        }
        continue;
      }
      Matcher requested = REQUESTED.matcher(line);
      if (requested.matches()) {
        Optional<PipConflict> found =
            against(pins, Optional.empty(), requested.group(1), requested.group(2));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  String message() {
    String pinned = pin.name() + " " + pin.version();
    return requirement
        .map(
            name ->
                "requirement \"" + name + "\" needs " + wanted + ", but the profile pins " + pinned)
        .orElse("the profile requests " + wanted + ", but pins " + pinned);
  }

  String hint() {
    return requirement
        .map(name -> "request a version of " + name.substring(0, name.indexOf(' ')) + " that works")
        .orElse("request something that works")
        .concat(" with " + pin.name() + " " + pin.version() + ", or pin another wheel");
  }

  /** A plain name, or the pin itself, does not contradict the pin. */
  private static Optional<PipConflict> against(
      List<PinnedWheel> pins, Optional<String> requirement, String name, String specifier) {
    String condition = specifier.strip();
    if (condition.isEmpty() || condition.startsWith("@")) {
      return Optional.empty();
    }
    return pins.stream()
        .filter(pin -> plain(pin.name()).equals(plain(name)))
        .filter(pin -> !condition.equals("==" + pin.version()))
        .findFirst()
        .map(pin -> new PipConflict(requirement, name + condition, pin));
  }

  /** PEP 503's normal form. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
