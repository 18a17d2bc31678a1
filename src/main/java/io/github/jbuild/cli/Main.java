package io.github.jbuild.cli;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.terminal.Cancellation;
import io.github.jbuild.cli.terminal.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The program's entry point. */
public final class Main {

  private Main() {}

  /** Runs jbuild and exits with the documented exit code. */
  public static void main(String[] args) {
    BuiltIns builtIns = new BuiltIns();
    if (WarmUp.suits(args)) {
      new WarmUp(builtIns).begin(args[0]);
    }
    Cancellation cancellation = new Cancellation();
    cancellation.install();
    Console console =
        Console.over(
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            Console.isTerminal(1),
            Console.isTerminal(2));
    int code =
        new CommandRunner(console, cancellation, invocation -> new Commands(invocation, builtIns))
            .run(args);
    cancellation.commandEnded();
    System.exit(code);
  }
}
