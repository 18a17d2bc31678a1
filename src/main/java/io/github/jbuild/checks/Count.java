package io.github.jbuild.checks;

/** Numbers of things as people write them. */
public final class Count {

  private Count() {}

  /** {@code 1 file}, {@code 2 files}. */
  public static String of(long number, String thing) {
    return of(number, thing, thing + "s");
  }

  /** {@code 1 library}, {@code 2 libraries}. */
  public static String of(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
