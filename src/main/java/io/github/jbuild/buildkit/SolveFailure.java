package io.github.jbuild.buildkit;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** BuildKit worked, and says that the build failed. */
public final class SolveFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable String vertexOrNull;
  private final transient @Nullable Integer exitCodeOrNull;
  private final transient List<SourceLines> sources;

  /**
   * A failure.
   *
   * @param message BuildKit's words
   * @param vertexOrNull the digest of the piece of work that failed
   * @param exitCodeOrNull how the step's program ended
   * @param sources the lines of the Dockerfile that are to blame, innermost last
   */
  public SolveFailure(
      String message,
      @Nullable String vertexOrNull,
      @Nullable Integer exitCodeOrNull,
      List<SourceLines> sources) {
    super(message);
    this.vertexOrNull = vertexOrNull;
    this.exitCodeOrNull = exitCodeOrNull;
    this.sources = List.copyOf(sources);
  }

  /**
   * Lines of a source that a failure points to.
   *
   * @param file its name; empty if not reported
   * @param content the whole text; empty if not reported
   * @param first the first line, from 1
   * @param last the last line, itself included
   */
  public record SourceLines(String file, String content, int first, int last) {

    public SourceLines {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "lines count from 1, and the last is not before the first");
      }
    }

    boolean isContinuedBy(SourceLines next) {
      return file.equals(next.file) && content.equals(next.content) && next.first == last + 1;
    }

    /** The lines themselves, without their ends; those that the content lacks are left out. */
    public List<String> lines() {
      List<String> all = content.lines().toList();
      return all.subList(Math.min(first - 1, all.size()), Math.min(last, all.size()));
    }
  }

  /** BuildKit's words. */
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The digest of the vertex that failed: its output shows more. */
  public Optional<String> vertex() {
    return Optional.ofNullable(vertexOrNull);
  }

  /** How the step's program ended, if it was a program that failed. */
  public OptionalInt exitCode() {
    return exitCodeOrNull == null ? OptionalInt.empty() : OptionalInt.of(exitCodeOrNull);
  }

  /** The lines of the Dockerfile that are to blame; empty when they are not known. */
  public List<SourceLines> sources() {
    return sources;
  }

  /** The message as it is shown. */
  public JbuildException asJbuildException() {
    List<String> details = new ArrayList<>();
    for (SourceLines source : sources) {
      int number = source.first();
      for (String line : source.lines()) {
        details.add("%s:%d: %s".formatted(source.file(), number, line));
        number++;
      }
    }
    return JbuildException.of(Kind.BUILD_FAILED, message()).details(details).cause(this);
  }
}
