package io.github.jbuild.cli;

import io.github.jbuild.cli.terminal.Cancellation;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Runs command lines in memory. */
public final class TestConsole {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  public TestConsole() {
    this(Map.of());
  }

  public TestConsole(Map<String, String> environment) {
    console = Console.over(out, err, environment, false, false);
  }

  /** Runs jbuild with one command and returns its exit code. */
  public int run(String name, Function<Invocation, Object> command, String... arguments) {
    return new CommandRunner(console, new Cancellation(), i -> new OneCommand(name, i, command))
        .run(arguments);
  }

  /** Runs jbuild as it is and returns its exit code. */
  public int jbuild(String... arguments) {
    return new CommandRunner(console, new Cancellation(), Commands::new).run(arguments);
  }

  public Console console() {
    return console;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  record OneCommand(String name, Invocation invocation, Function<Invocation, Object> command)
      implements CommandSet {
    @Override
    public java.util.List<String> names() {
      return java.util.List.of(name);
    }

    @Override
    public Object create(String wanted) {
      return command.apply(invocation);
    }
  }
}
