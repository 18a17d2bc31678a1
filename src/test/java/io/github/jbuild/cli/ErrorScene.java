package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException.Kind;
import java.util.Arrays;

/**
 * A failure that was provoked, and what became of it.
 *
 * @param title what happens
 * @param provoked how that was brought about
 * @param command what was typed
 * @param kind the exit code's kind
 * @param output what jbuild printed, from its error on
 */
record ErrorScene(String title, String provoked, String command, Kind kind, String output) {

  static Kind kind(int exitCode) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.exitCode() == exitCode)
        .findFirst()
        .orElseThrow();
  }

  /** The anchor of the scene's heading. */
  String anchor() {
    return title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  /** A row of the table: the message and the hint, long hashes cut. */
  String row() {
    StringBuilder said = new StringBuilder();
    output
        .lines()
        .filter(line -> line.startsWith("error: ") || line.startsWith("hint: "))
        .map(line -> "`" + line.replaceAll("([0-9a-f]{4})[0-9a-f]{20,}", "$1…") + "`")
        .forEach(line -> said.append(said.isEmpty() ? "" : "<br>").append(line));
    return "| [%s](docs/errors.md#%s) | %s | %d |\n"
        .formatted(title, anchor(), said.toString().replace("|", "\\|"), kind.exitCode());
  }

  /** The scene's part of the long text. */
  String section() {
    return """

    ## %s

    %s

    ```console
    $ %s
    %s```

    Exit code %d.
    """
        .formatted(title, provoked, command, output, kind.exitCode());
  }
}
