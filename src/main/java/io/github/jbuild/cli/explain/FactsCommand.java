package io.github.jbuild.cli.explain;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.facts.FactRow;
import io.github.jbuild.facts.FactTable;
import io.github.jbuild.facts.FactTables;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jbuild facts}. */
@Command(
    name = FactsCommand.NAME,
    sortOptions = false,
    description = {
      "Print what is known about Jetson, with confidence and source.",
      "Without a table, list the tables. A: two or more independent sources agree; B: one good"
          + " source; C: inferred or disputed, never the reason for an error. Uses neither network"
          + " nor engine."
    })
public final class FactsCommand implements Callable<Integer> {

  public static final String NAME = "facts";

  /** How it is printed. */
  enum Format {
    table,
    json,
    yaml
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TABLE",
      completionCandidates = FactSelection.Tables.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable String table;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Only rows whose name is or contains this: a release, wheel, family, hash.")
  private @Nullable String name;

  @Option(
      names = "--format",
      description =
          "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. yaml is the format of --facts.")
  private Format format = Format.table;

  @Mixin private FactsOption facts = new FactsOption();

  private final BuiltIns builtIns;
  private final Invocation invocation;

  public FactsCommand(BuiltIns builtIns, Invocation invocation) {
    this.builtIns = builtIns;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    FactTables tables = facts.tables(builtIns);
    Map<FactTable, List<FactRow>> chosen = new LinkedHashMap<>();
    if (table == null) {
      Arrays.stream(FactTable.values()).forEach(one -> chosen.put(one, tables.rows(one)));
    } else {
      FactTable one = FactSelection.table(table);
      chosen.put(one, FactSelection.rows(one, tables.rows(one), name));
    }
    PrintWriter out = invocation.console().out();
    switch (format) {
      case json -> out.print(FactDocuments.json(chosen));
      case yaml -> out.print(FactDocuments.yaml(chosen));
      case table -> {
        FactGrid grid = new FactGrid(width());
        out.print(table == null ? grid.tables(chosen) : grid.rows(chosen));
      }
    }
    return 0;
  }

  /** The terminal's columns; what reads a file or a pipe gets whole lines. */
  private int width() {
    Console console = invocation.console();
    return console.outIsTerminal()
        ? new TerminalSize(console.environment(), invocation.clock()).get().columns()
        : Integer.MAX_VALUE;
  }
}
