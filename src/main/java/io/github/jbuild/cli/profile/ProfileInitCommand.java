package io.github.jbuild.cli.profile;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Questions;
import io.github.jbuild.cli.terminal.ReportFile;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.draft.DraftRequest;
import io.github.jbuild.draft.DraftText;
import io.github.jbuild.draft.ProfileDraft;
import io.github.jbuild.facts.PlanFacts;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jbuild profile init}. */
@Command(
    name = "init",
    description = {
      "Write a new profile for an L4T release, with wheels and images known to fit.",
      "On a terminal, asks for what the options leave open."
    })
final class ProfileInitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DraftOptions options = new DraftOptions();

  @Mixin private FactsOption facts = new FactsOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the profile to this file; - is standard output; NAME.yaml by default.")
  private @Nullable String output;

  @Option(names = "--force", description = "Overwrite an existing file.")
  private boolean force;

  private final Supplier<Optional<BufferedReader>> answers;

  ProfileInitCommand() {
    this(ProfileInitCommand::terminal);
  }

  /**
   * @param answers what the user types; empty without a terminal
   */
  ProfileInitCommand(Supplier<Optional<BufferedReader>> answers) {
    this.answers = answers;
  }

  private static Optional<BufferedReader> terminal() {
    return Console.isTerminal(0) && Console.isTerminal(1)
        ? Optional.of(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    answers.get().ifPresent(person -> options.ask(new Questions(person, err)));
    DraftRequest request = options.request();
    String file = output == null ? request.name() + ".yaml" : output;
    boolean toStandardOut = file.equals("-");
    if (!toStandardOut && !force && Files.exists(Path.of(file))) {
      throw JbuildException.of(Kind.USAGE, file + " already exists")
          .hint("add --force to overwrite it, or write to another file with --output");
    }
    String text =
        DraftText.yaml(ProfileDraft.of(request, PlanFacts.of(facts.tables(new BuiltIns()))));
    if (toStandardOut) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return 0;
    }
    ReportFile.write(Path.of(file), text);
    err.println("wrote " + file + "; next: jbuild profile validate ./" + file);
    err.flush();
    return 0;
  }
}
