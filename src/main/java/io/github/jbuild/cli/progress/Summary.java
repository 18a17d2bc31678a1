package io.github.jbuild.cli.progress;

import io.github.jbuild.build.BuildResult;
import io.github.jbuild.build.BuildRun.Outcome;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The table that ends a build of several profiles. */
public final class Summary {

  private Summary() {}

  /**
   * Reports what failed, and summarizes several profiles.
   *
   * @return the exit code: that of the first failure
   */
  public static int conclude(List<Outcome> outcomes, Display display, Invocation invocation) {
    int code = 0;
    for (Outcome outcome : outcomes) {
      int failed = outcome.failure().map(invocation.errors()::report).orElse(0);
      code = code == 0 ? failed : code;
    }
    boolean forPeople = !(display instanceof QuietDisplay || display instanceof RawJsonDisplay);
    if (outcomes.size() > 1 && forPeople) {
      print(outcomes, invocation.console().err());
    }
    return code;
  }

  static void print(List<Outcome> outcomes, PrintWriter err) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PROFILE", "RESULT", "SIZE", "LAYERS", "TIME", "IMAGE"));
    outcomes.forEach(outcome -> rows.add(row(outcome)));
    err.println();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(TerminalText.pad(row.get(column), width(rows, column))).append("  ");
      }
      err.println(line.toString().stripTrailing());
    }
    err.flush();
  }

  private static List<String> row(Outcome outcome) {
    String profile = outcome.job().profile();
    if (outcome.result().isPresent()) {
      BuildResult result = outcome.result().get();
      ContainerEngine.Image image = result.imageOrNull();
      String time = Durations.format(result.took());
      if (image == null) {
        return List.of(profile, "built", "", "", time, "");
      }
      String name =
          result.job().tags().isEmpty()
              ? ProgressLines.shortId(image.id())
              : result.job().tags().get(0).withDefaultTag().toString();
      return List.of(
          profile,
          "built",
          ByteSize.compact(image.bytes()),
          Integer.toString(image.layers()),
          time,
          name);
    }
    String state = outcome.failure().isPresent() ? "failed" : "not started";
    return List.of(profile, state, "", "", "", "");
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> TerminalText.width(row.get(column))).max().orElse(0);
  }
}
