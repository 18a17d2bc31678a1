package io.github.jbuild.checks;

import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.VersionSpecifiers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A version as profiles expect it: {@code 12.6} holds for all that begin with it, such as 12.6.68;
 * with operators it is a specifier of PEP 440.
 */
public final class ExpectedVersion {

  private final String text;

  private ExpectedVersion(String text) {
    this.text = text.strip();
  }

  /** Reads a version or a range of versions. */
  public static ExpectedVersion parse(String text) {
    return new ExpectedVersion(text);
  }

  /** Whether a version is as expected. */
  public boolean holdsFor(String version) {
    if (text.isEmpty()) {
      return true;
    }
    if ("<>=!~".indexOf(text.charAt(0)) >= 0) {
      Optional<Pep440Version> parsed = Pep440Version.tryParse(version);
      return parsed.isPresent() && VersionSpecifiers.parse(text).containsInstalled(parsed.get());
    }
    List<String> wanted = parts(text);
    List<String> found = parts(version);
    return found.size() >= wanted.size() && found.subList(0, wanted.size()).equals(wanted);
  }

  /** A local part counts only where one is expected: 2.8.0 holds for 2.8.0+cu126. */
  private static List<String> parts(String version) {
    return Arrays.asList(version.split("[.+-]", -1));
  }
}
