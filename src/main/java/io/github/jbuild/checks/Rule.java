package io.github.jbuild.checks;

import java.util.regex.Pattern;

/**
 * What a check is about.
 *
 * @param code stable code, such as {@code JB201}
 * @param name stable name, such as {@code elf-machine}
 * @param title what holds when the check passes, in one line
 * @param why what goes wrong on a Jetson otherwise
 */
public record Rule(String code, String name, String title, String why) {

  private static final Pattern CODE = Pattern.compile("JB[1-9][0-9]{2}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  public Rule {
    if (!CODE.matcher(code).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a code and a name: " + code + " " + name);
    }
  }
}
