package io.github.jbuild.checks.plan;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.UrlCredentials;
import io.github.jbuild.python.Requirement;
import org.jspecify.annotations.Nullable;

/**
 * A line that requests a Python package.
 *
 * @param placeOrNull where it is written
 */
record RequirementLine(Kind kind, Requirement requirement, @Nullable SourceSpan placeOrNull) {

  /** What the line does. */
  enum Kind {
    INSTALL,
    /** Installs without dependencies. */
    NO_DEPS,
    /** Limits what every install may choose. */
    CONSTRAINT,
    /** Takes the place of what packages declare. */
    OVERRIDE;

    /** Whether it installs the package by itself. */
    boolean installs() {
      return this == INSTALL || this == NO_DEPS;
    }
  }

  /** Whether a requirement is of one version, or of one file. */
  static boolean pinned(Requirement requirement) {
    return requirement.url().isPresent() || requirement.specifiers().isPinned();
  }

  String name() {
    return requirement.normalizedName();
  }

  /** The requirement as messages show it: without the credentials in a URL. */
  String shown() {
    return UrlCredentials.hidden(requirement.toString());
  }

  /**
   * An option of a requirement file that names a package index.
   *
   * @param option its long name, such as {@code --extra-index-url}
   */
  record IndexOption(String option, String value, SourceSpan place) {}

  /**
   * A line of a requirement file that holds a secret.
   *
   * @param kind what kind of secret, such as {@code a URL with a password}
   */
  record Secret(String kind, SourceSpan place) {}

  /**
   * Something that keeps a requirement file from being read, or from being installed from.
   *
   * @param certain whether the build fails with it; else it cannot be told here
   * @param placeOrNull where the file is named, or where it is wrong
   */
  record Problem(boolean certain, String message, @Nullable SourceSpan placeOrNull) {}
}
