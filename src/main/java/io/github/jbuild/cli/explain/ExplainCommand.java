package io.github.jbuild.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.cli.terminal.TerminalSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jbuild explain}. */
@Command(
    name = ExplainCommand.NAME,
    description = {
      "Explain why a profile has its steps, or what a check is about.",
      "Without arguments, list what can be explained. Uses neither network nor engine."
    })
public final class ExplainCommand implements Callable<Integer> {

  public static final String NAME = "explain";

  private static final int NARROWEST = 40;
  private static final int WIDEST = 110;

  enum Format {
    text,
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProfileOptions options = new ProfileOptions();

  @Mixin private FactsOption facts = new FactsOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE|STEP|CODE",
      description =
          "A profile; a kind of step, such as repin; the number of a step of --profile; or a check's code.")
  private @Nullable String subject;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  private final BuiltIns builtIns;
  private final Invocation invocation;

  public ExplainCommand(BuiltIns builtIns, Invocation invocation) {
    this.builtIns = builtIns;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    List<Page> pages = new ExplainSubjects(options, facts.tables(builtIns)).pages(subject);
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      out.println(json(pages));
    } else {
      int width = width();
      out.print(pages.stream().map(page -> page.text(width)).collect(Collectors.joining("\n")));
    }
    out.flush();
    return 0;
  }

  private int width() {
    Console console = invocation.console();
    int columns =
        console.outIsTerminal()
            ? new TerminalSize(console.environment(), invocation.clock()).get().columns()
            : WIDEST;
    return Math.max(NARROWEST, Math.min(columns, WIDEST));
  }

  private static String json(List<Page> pages) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(pages.stream().map(Page::document).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
