package io.github.jbuild.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that reaches the user: what failed, where, and what to do next. Its {@link
 * Kind} fixes the exit code. The message is one sentence without a final full stop; details are
 * further lines (a log's tail, a diff).
 */
public final class JbuildException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, in the terms of the documented exit codes. */
  public enum Kind {
    /** Findings or differences. */
    FINDINGS(1),
    /** Wrong usage of the command line. */
    USAGE(2),
    /** Invalid profile, template or facts. */
    INVALID_INPUT(3),
    /** No engine, no arm64 execution, no disk space. */
    ENVIRONMENT(4),
    /** A build step failed. */
    BUILD_FAILED(5),
    /** Network, index or registry. */
    NETWORK(6),
    /** Digest or hash mismatch. */
    MISMATCH(7),
    /** A bug in jbuild. */
    BUG(70),
    /** Cancelled by the user. */
    CANCELLED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The process exit code. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final transient @Nullable SourceSpan span;
  private final @Nullable String hint;
  private final transient List<String> details;

  private JbuildException(
      Kind kind,
      String message,
      @Nullable SourceSpan span,
      @Nullable String hint,
      List<String> details,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.span = span;
    this.hint = hint;
    this.details = List.copyOf(details);
  }

  /** An error of {@code kind} that says what failed. */
  public static JbuildException of(Kind kind, String message) {
    return new JbuildException(kind, message, null, null, List.of(), null);
  }

  /** The same error at a place. */
  public JbuildException at(@Nullable SourceSpan place) {
    return with(place, hint, details, getCause());
  }

  /** The same error with what the user can do about it. */
  public JbuildException hint(String remedy) {
    return with(span, remedy, details, getCause());
  }

  /** The same error with further lines to print below the message. */
  public JbuildException details(List<String> lines) {
    return with(span, hint, lines, getCause());
  }

  /** The same error with the exception that caused it; shown with {@code --stacktrace} only. */
  public JbuildException cause(Throwable cause) {
    return with(span, hint, details, cause);
  }

  private JbuildException with(
      @Nullable SourceSpan span,
      @Nullable String hint,
      List<String> details,
      @Nullable Throwable cause) {
    JbuildException copy = new JbuildException(kind, message(), span, hint, details, cause);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** What went wrong, as one sentence. */
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The kind, which fixes the exit code. */
  public Kind kind() {
    return kind;
  }

  /** Where it went wrong, when that is a place in a file. */
  public Optional<SourceSpan> span() {
    return Optional.ofNullable(span);
  }

  /** What to do next. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** Further lines, such as the tail of a log. */
  public List<String> details() {
    return details;
  }
}
