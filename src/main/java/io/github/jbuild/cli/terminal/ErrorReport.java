package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one place where anything thrown becomes a message and an exit code. */
public final class ErrorReport {

  private final ErrorPrinter printer;
  private @Nullable Consumer<JbuildException> instead;
  private boolean stackTraces;

  public ErrorReport(ErrorPrinter printer) {
    this.printer = printer;
  }

  /** From now on errors are printed with their stack traces. */
  public void showStackTraces() {
    stackTraces = true;
  }

  /** From now on errors go to {@code receiver}, not to the terminal. */
  public void sendTo(Consumer<JbuildException> receiver) {
    instead = receiver;
  }

  /** Tells the user and returns the exit code. */
  public int report(Throwable thrown) {
    if (thrown instanceof OutputClosed) {
      return 0;
    }
    JbuildException error = inWords(thrown);
    if (instead != null) {
      instead.accept(error);
    } else {
      printer.print(error, stackTraces);
    }
    return error.kind().exitCode();
  }

  private static JbuildException inWords(Throwable thrown) {
    if (thrown instanceof JbuildException known) {
      return known;
    }
    if (thrown instanceof UncheckedIOException io) {
      return JbuildException.of(Kind.ENVIRONMENT, String.valueOf(io.getMessage())).cause(io);
    }
    if (thrown instanceof OutOfMemoryError) {
      return JbuildException.of(Kind.BUG, "jbuild ran out of memory")
          .hint("please report this; JBUILD_JAVA_OPTS=-Xmx2g may help for now")
          .cause(thrown);
    }
    String what = thrown.getClass().getSimpleName();
    String message = thrown.getMessage() == null ? what : what + ": " + thrown.getMessage();
    return JbuildException.of(Kind.BUG, "this is a bug in jbuild: " + message)
        .hint(
            "please report it, with the profile, \"jbuild --version\" and what the same command"
                + " prints with --stacktrace")
        .cause(thrown);
  }
}
