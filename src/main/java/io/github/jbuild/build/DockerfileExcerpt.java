package io.github.jbuild.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a Dockerfile that failed, marked as BuildKit marks them, with some around. */
final class DockerfileExcerpt {

  private static final int AROUND = 2;
  private static final int MOST_LINES = 24;

  private DockerfileExcerpt() {}

  /**
   * The excerpt of a step.
   *
   * @param instruction the instruction that failed, as the builder prints it
   */
  static List<String> of(BuildJob job, BuildStep step, String instruction) {
    List<String> lines = job.dockerfile().lines().toList();
    int last = Math.min(step.lastLine(), lines.size());
    int first = Math.min(step.firstLine(), last);
    if (first < 1) {
      return List.of();
    }
    for (int line = first; line <= last; line++) {
      if (begins(lines, line) && opens(instruction, lines.get(line - 1))) {
        first = line;
        last = endOf(lines, line, last);
        break;
      }
    }
    List<String> excerpt = new ArrayList<>();
    excerpt.add(job.dockerfilePath() + ":" + first);
    int to = Math.min(lines.size(), last + AROUND);
    for (int line = Math.max(1, first - AROUND); line <= to; line++) {
      if (excerpt.size() > MOST_LINES) {
        excerpt.add("     |     …");
        break;
      }
      String mark = line >= first && line <= last ? ">>>" : "   ";
      excerpt.add(String.format(Locale.ROOT, "%4d | %s %s", line, mark, lines.get(line - 1)));
    }
    return excerpt;
  }

  private static boolean begins(List<String> lines, int line) {
    return line == 1 || !lines.get(line - 2).endsWith("\\");
  }

  private static boolean opens(String instruction, String line) {
    String head = line.endsWith("\\") ? line.substring(0, line.length() - 1) : line;
    String plain = squeeze(head);
    return !plain.isEmpty() && squeeze(instruction).startsWith(plain);
  }

  private static int endOf(List<String> lines, int first, int limit) {
    int line = first;
    while (line < limit && lines.get(line - 1).endsWith("\\")) {
      line++;
    }
    return line;
  }

  private static String squeeze(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
