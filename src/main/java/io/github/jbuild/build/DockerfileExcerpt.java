package io.github.jbuild.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a Dockerfile that failed, marked as BuildKit marks them, with some around. */
final class DockerfileExcerpt {

  private static final int AROUND = 2;
  private static final int MOST_LINES = 24;

  private DockerfileExcerpt() {}

  /** The excerpt of an instruction. */
  static List<String> of(BuildJob job, BuildInstruction instruction) {
    return of(job, instruction.firstLine(), instruction.lastLine());
  }

  /** The excerpt of the lines from {@code from} to {@code to}, counted from 1. */
  static List<String> of(BuildJob job, int from, int to) {
    List<String> lines = job.dockerfile().lines().toList();
    int last = Math.min(to, lines.size());
    int first = Math.min(from, last);
    if (first < 1) {
      return List.of();
    }
    List<String> excerpt = new ArrayList<>();
    excerpt.add(job.dockerfilePath() + ":" + first);
    int end = Math.min(lines.size(), last + AROUND);
    for (int line = Math.max(1, first - AROUND); line <= end; line++) {
      if (excerpt.size() > MOST_LINES) {
        excerpt.add("     |     …");
        break;
      }
      String mark = line >= first && line <= last ? ">>>" : "   ";
      excerpt.add(String.format(Locale.ROOT, "%4d | %s %s", line, mark, lines.get(line - 1)));
    }
    return excerpt;
  }
}
