package io.github.jbuild.cli;

/** The program's entry point. */
public final class Main {

  private Main() {}

  /** Runs jbuild and exits with the documented exit code. */
  public static void main(String[] args) {
    System.exit(70);
  }
}
