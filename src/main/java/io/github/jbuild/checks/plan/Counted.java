package io.github.jbuild.checks.plan;

/** Numbers of things in sentences. */
final class Counted {

  private Counted() {}

  /** {@code 1 wheel} or {@code 2 wheels}. */
  static String of(int number, String thing) {
    return of(number, thing, thing + "s");
  }

  /** The same for words whose plural has another form. */
  static String of(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
