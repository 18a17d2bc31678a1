package io.github.jbuild.engine.classic;

import io.github.jbuild.engine.builder.BuildProgress;
import java.util.Arrays;

/**
 * The lines of Podman's builder, Buildah (github.com/containers/buildah, {@code imagebuildah}).
 * Buildah counts the instructions of each stage from 1 and leaves out {@code ARG} before the first
 * {@code FROM} and stages that nothing needs; here they are counted on from stage to stage, and the
 * total is that of the stages so far.
 */
final class BuildahDialect implements BuilderDialect {

  private static final String STEP = "STEP ";
  private static final String ARROW = "--> ";
  private static final String CACHED = ARROW + "Using cache ";
  private static final String WARNING = "[Warning] ";
  private static final String UNUSED = "one or more build args were not consumed: [";

  private int before;
  private int current;
  private int inStage;

  @Override
  public boolean ownLine(String piece) {
    String rest = withoutStage(piece);
    return rest.startsWith(STEP) || rest.startsWith(ARROW) || rest.startsWith("COMMIT");
  }

  @Override
  public boolean take(String line, BuildProgress progress) {
    String rest = withoutStage(line);
    if (rest.startsWith(STEP)) {
      return step(rest, progress);
    }
    if (rest.startsWith(ARROW)) {
      return arrow(rest, progress);
    }
    if (line.startsWith(WARNING)) {
      warning(line.substring(WARNING.length()), progress);
      return true;
    }
    return line.isEmpty()
        || rest.equals("COMMIT")
        || rest.startsWith("COMMIT ")
        || line.startsWith("Successfully ")
        || (line.length() == 64 && BuilderDialect.isId(line));
  }

  private boolean step(String rest, BuildProgress progress) {
    int slash = rest.indexOf('/');
    int colon = rest.indexOf(": ");
    int number = BuilderDialect.numberBefore(rest, STEP.length(), slash);
    int total = BuilderDialect.numberBefore(rest, slash + 1, colon);
    boolean next = number == current + 1 && total == inStage;
    boolean newStage = number == 1 && total >= 1 && current == inStage;
    if (!next && !newStage) {
      return false;
    }
    if (!next) {
      before += inStage;
      inStage = total;
    }
    current = number;
    progress.started(before + number, before + total, rest.substring(colon + 2));
    return true;
  }

  private static boolean arrow(String rest, BuildProgress progress) {
    if (rest.startsWith(CACHED)) {
      String id = rest.substring(CACHED.length());
      if (id.length() != 64 || !BuilderDialect.isId(id)) {
        return false;
      }
      progress.cached();
      return true;
    }
    return BuilderDialect.isId(rest.substring(ARROW.length()));
  }

  /** Podman itself hands in the TARGET… arguments and then warns that they are not used. */
  private static void warning(String text, BuildProgress progress) {
    if (!text.startsWith(UNUSED) || !text.endsWith("]")) {
      progress.warning(text);
      return;
    }
    String[] names = text.substring(UNUSED.length(), text.length() - 1).split(" ", -1);
    String own =
        String.join(" ", Arrays.stream(names).filter(name -> !name.startsWith("TARGET")).toList());
    if (!own.isEmpty()) {
      progress.warning(UNUSED + own + "]");
    }
  }

  /** A line without the {@code [1/2] } that names its stage. */
  private static String withoutStage(String line) {
    int end = line.indexOf("] ");
    boolean stage =
        line.startsWith("[")
            && end > 0
            && line.substring(1, end).chars().allMatch(c -> c == '/' || (c >= '0' && c <= '9'));
    return stage ? line.substring(end + 2) : line;
  }
}
