package io.github.jbuild.profile.decode;

import org.jspecify.annotations.Nullable;

/** Says why a text is not a value of its field; caught where the field's place is known. */
public final class BadValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;
  private final boolean secret;

  private BadValue(String message, @Nullable String hint, boolean secret) {
    super(message, null, false, false);
    this.hint = hint;
    this.secret = secret;
  }

  static BadValue of(String message) {
    return new BadValue(message, null, false);
  }

  static BadValue of(String message, String hint) {
    return new BadValue(message, hint, false);
  }

  /** For a text that must not be shown, not even with its line. */
  static BadValue secret(String message, String hint) {
    return new BadValue(message, hint, true);
  }

  public @Nullable String hint() {
    return hint;
  }

  boolean isSecret() {
    return secret;
  }
}
