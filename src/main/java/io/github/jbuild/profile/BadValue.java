package io.github.jbuild.profile;

import org.jspecify.annotations.Nullable;

/** Says why a text is not a value of its field; caught where the field's place is known. */
final class BadValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  private BadValue(String message, @Nullable String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  static BadValue of(String message) {
    return new BadValue(message, null);
  }

  static BadValue of(String message, String hint) {
    return new BadValue(message, hint);
  }

  @Nullable String hint() {
    return hint;
  }
}
