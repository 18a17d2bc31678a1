package io.github.jbuild.checks.image;

/** Numbers of things as people write them. */
final class Count {

  private Count() {}

  /** {@code 1 file}, {@code 2 files}. */
  static String of(long number, String thing) {
    return of(number, thing, thing + "s");
  }

  /** {@code 1 library}, {@code 2 libraries}. */
  static String of(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
