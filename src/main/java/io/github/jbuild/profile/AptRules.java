package io.github.jbuild.profile;

import io.github.jbuild.profile.Profile.Apt;

/** Debian package names and versions (Debian Policy, sections 5.6.1 and 5.6.12). */
final class AptRules {

  private static final String NAME = "[a-z0-9][a-z0-9+.-]+";
  private static final String HINT =
      "names have lower-case letters, digits, +, - and dots, and two characters at least";

  private static final Rule<String> PACKAGE = Rule.matching(NAME, "a Debian package", HINT);

  private static final Rule<String> PACKAGE_AND_VERSION =
      Rule.matching(
          NAME + "(?:=[0-9][A-Za-z0-9.+:~-]*)?",
          "a Debian package",
          HINT + "; =version may follow");

  private AptRules() {}

  static Apt read(Fields fields) {
    return new Apt(
        fields.list("build", PACKAGE_AND_VERSION),
        fields.list("runtime", PACKAGE_AND_VERSION),
        fields.list("remove", PACKAGE));
  }
}
