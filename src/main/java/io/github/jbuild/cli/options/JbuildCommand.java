package io.github.jbuild.cli.options;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command: what all commands have in common. */
@Command(
    name = "jbuild",
    description = "Builds container images for NVIDIA Jetson (linux/arm64) from YAML profiles.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = JbuildCommand.Version.class,
    footer = {
      "",
      "Exit codes: 0 success, 1 findings or differences, 2 wrong usage, 3 invalid profile,",
      "4 environment, 5 build failed, 6 network, 7 hash mismatch, 70 bug, 130 cancelled."
    })
@SuppressWarnings("UnusedVariable") // picocli sets and reads what only makes it print something
public final class JbuildCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  private boolean version;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log requests to engines and registries.")
  private boolean verbose;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean stackTrace;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean stackTrace() {
    return stackTrace;
  }

  /** The version, as the jar says. */
  public static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = number();
      return new String[] {"jbuild " + (version.isEmpty() ? "(not from its jar)" : version)};
    }

    /** The number; empty outside of the jar. */
    public static String number() {
      String version = JbuildCommand.class.getPackage().getImplementationVersion();
      return version == null ? "" : version;
    }
  }
}
