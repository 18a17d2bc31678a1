package io.github.jbuild.compare;

import java.util.List;
import java.util.regex.Pattern;

/** Makes a row of an image's history read like the line of the Dockerfile that it was. */
final class CreatedBy {

  private static final String NO_OPERATION = "/bin/sh -c #(nop) ";
  private static final String BUILDKIT = " # buildkit";

  private static final List<String> SHELLS =
      List.of(
          "/bin/sh -c ",
          "/bin/sh -ec ",
          "/bin/bash -c ",
          "/bin/bash -ec ",
          "/bin/bash -o pipefail -c ",
          "/bin/bash -euo pipefail -c ");

  /** What the classic builder writes in place of the sources of a copy. */
  private static final Pattern SOURCE_HASH =
      Pattern.compile("\\b(file|dir|multi):([0-9a-f]{12})[0-9a-f]{52}\\b");

  private CreatedBy() {}

  /** {@code RUN apt-get update} for {@code RUN |1 A=b /bin/sh -c apt-get update # buildkit}. */
  static String readable(String createdBy) {
    String line = oneLine(createdBy);
    if (line.startsWith(NO_OPERATION)) {
      line = line.substring(NO_OPERATION.length());
    } else {
      line = run(line);
    }
    if (line.endsWith(BUILDKIT)) {
      line = line.substring(0, line.length() - BUILDKIT.length());
    }
    return SOURCE_HASH.matcher(line).replaceAll("$1:$2").strip();
  }

  private static String run(String line) {
    String command = line.startsWith("RUN ") ? line.substring("RUN ".length()) : line;
    boolean buildArgs = command.startsWith("|");
    for (String shell : SHELLS) {
      int at = buildArgs ? command.indexOf(" " + shell) + 1 : 0;
      if ((!buildArgs || at > 0) && command.startsWith(shell, at)) {
        return "RUN " + command.substring(at + shell.length());
      }
    }
    return line;
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i) == '\n' || text.charAt(i) == '\t' ? ' ' : text.charAt(i);
      if (c != ' ' || line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
        line.append(c);
      }
    }
    return line.toString();
  }
}
