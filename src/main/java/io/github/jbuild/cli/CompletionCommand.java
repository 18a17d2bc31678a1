package io.github.jbuild.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script for bash and zsh. */
@Command(
    name = CompletionCommand.NAME,
    description = "Print a shell completion script; use it with: source <(jbuild completion)")
final class CompletionCommand implements Runnable {

  static final String NAME = "completion";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
    spec.commandLine().getOut().print(script + "\n");
  }
}
