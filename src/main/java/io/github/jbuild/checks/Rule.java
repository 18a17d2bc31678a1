package io.github.jbuild.checks;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a check is about.
 *
 * @param code stable code, such as {@code JB201}
 * @param name stable name, such as {@code elf-machine}
 * @param title what holds when the check passes, in one line
 * @param why what goes wrong on a Jetson otherwise
 * @param guideOrNull the rest of its page; null where every finding says it
 */
public record Rule(
    String code, String name, String title, String why, @Nullable Guide guideOrNull) {

  private static final Pattern CODE = Pattern.compile("JB[1-9][0-9]{2}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  public Rule {
    if (!CODE.matcher(code).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a code and a name: " + code + " " + name);
    }
  }

  /** A rule whose findings say all that there is to say. */
  public Rule(String code, String name, String title, String why) {
    this(code, name, title, why, null);
  }

  /** The rest of its page. */
  public Optional<Guide> guide() {
    return Optional.ofNullable(guideOrNull);
  }

  /**
   * What to know before and after a finding.
   *
   * @param severity how bad findings are, and when they are less so; a sentence
   * @param example a part of a profile, in YAML, that the check finds something in
   * @param remedy what to do, in a sentence or two
   */
  public record Guide(String severity, String example, String remedy) {}
}
