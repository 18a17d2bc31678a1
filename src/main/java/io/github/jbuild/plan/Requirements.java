package io.github.jbuild.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is read from requirement specifiers (PEP 508). */
final class Requirements {

  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)");

  private Requirements() {}

  /** The distribution that a specifier names; the whole text when it names none. */
  static String name(String specifier) {
    Matcher matcher = NAME.matcher(specifier);
    return matcher.lookingAt() ? matcher.group(1) : specifier;
  }
}
