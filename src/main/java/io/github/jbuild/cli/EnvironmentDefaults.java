package io.github.jbuild.cli;

import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.terminal.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options that are not on the command line the values of their variables. */
final class EnvironmentDefaults implements IDefaultValueProvider {

  private static final Map<String, String> VARIABLES =
      Map.of(FactsOption.NAME, FactsOption.VARIABLE);

  private final Console console;

  EnvironmentDefaults(Console console) {
    this.console = console;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String variable =
        argument instanceof OptionSpec option ? VARIABLES.get(option.longestName()) : null;
    return variable == null ? null : console.variable(variable).orElse(null);
  }
}
