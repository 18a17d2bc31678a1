package io.github.jbuild.cli;

import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.terminal.Cancellation;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.ErrorPrinter;
import io.github.jbuild.cli.terminal.ErrorReport;
import io.github.jbuild.cli.terminal.Invocation;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Runs one command line from its arguments to its exit code. */
final class CommandRunner {

  private final Console console;
  private final Cancellation cancellation;
  private final Function<Invocation, CommandSet> commands;

  /**
   * @param commands the subcommands for an invocation
   */
  CommandRunner(
      Console console, Cancellation cancellation, Function<Invocation, CommandSet> commands) {
    this.console = console;
    this.cancellation = cancellation;
    this.commands = commands;
  }

  /** Never throws; whatever goes wrong is reported and mapped to the documented exit code. */
  int run(String... arguments) {
    ErrorReport errors = new ErrorReport(new ErrorPrinter(console.err(), console.style()));
    int code;
    try {
      code = commandLine(arguments, errors).execute(arguments);
      console.flush();
    } catch (Throwable e) {
      code = errors.report(e);
    }
    return code;
  }

  private CommandLine commandLine(String[] arguments, ErrorReport errors) {
    CommandSet set =
        commands.apply(
            new Invocation(console, errors, java.time.InstantSource.system(), cancellation));
    JbuildCommand common = new JbuildCommand();
    CommandLine root = new CommandLine(common);
    for (String name : needed(set.names(), arguments)) {
      root.addSubcommand(name, set.create(name));
    }
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands(set.groups()));
    root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    boolean colour = console.outIsTerminal() && console.style().colour();
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setDefaultValueProvider(new EnvironmentDefaults(console));
    root.setOut(console.out());
    root.setErr(console.err());
    Execution execution = new Execution(common, errors);
    root.setExecutionStrategy(execution);
    root.setParameterExceptionHandler(execution);
    return root;
  }

  /** The command that the first argument names; all when that needs the knowledge of all. */
  private static List<String> needed(List<String> names, String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      return List.of();
    }
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        return names.contains(argument) && !argument.equals(CompletionCommand.NAME)
            ? List.of(argument)
            : names;
      }
    }
    return names;
  }
}
