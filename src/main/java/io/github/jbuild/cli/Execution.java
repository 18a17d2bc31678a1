package io.github.jbuild.cli;

import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.terminal.ErrorReport;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Runs a parsed command and reports what it throws. A class, not lambdas: picocli's classes are of
 * a version that the class-data archive keeps no lambdas for, and those cost start-up time.
 */
final class Execution
    implements CommandLine.IExecutionStrategy, CommandLine.IParameterExceptionHandler {

  private final JbuildCommand common;
  private final ErrorReport errors;

  Execution(JbuildCommand common, ErrorReport errors) {
    this.common = common;
    this.errors = errors;
  }

  @Override
  public int execute(ParseResult parsed) {
    refuseUnknownCommand(parsed);
    if (common.stackTrace()) {
      errors.showStackTraces();
    }
    setLogLevel(common.verbose());
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (CommandLine.ParameterException e) {
      throw e;
    } catch (CommandLine.ExecutionException e) {
      return errors.report(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      return errors.report(e);
    }
  }

  /** Where help is requested, picocli overlooks a command that does not exist. */
  private static void refuseUnknownCommand(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    List<String> unmatched =
        last.unmatched().stream().filter(argument -> !argument.startsWith("-")).toList();
    if (last.isUsageHelpRequested()
        && !unmatched.isEmpty()
        && !command.getSubcommands().isEmpty()) {
      throw new CommandLine.UnmatchedArgumentException(command, unmatched);
    }
  }

  /** How much the libraries log; without effect once the first of them has started. */
  static void setLogLevel(boolean verbose) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "debug" : "off");
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] arguments) {
    return errors.report(UsageErrors.inWords(e));
  }
}
