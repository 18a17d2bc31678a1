package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a build is shown: {@code --progress}, {@code -q}, {@code BUILDKIT_PROGRESS}. */
public final class Progress {

  /** The displays, as buildx names them. */
  enum Mode {
    AUTO,
    PLAIN,
    TTY,
    QUIET,
    RAWJSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String VARIABLE = "BUILDKIT_PROGRESS";

  @Option(
      names = "--progress",
      paramLabel = "MODE",
      description =
          "Show the build as auto, plain, tty, quiet or rawjson (buildx's JSON lines on standard"
              + " error). Default: BUILDKIT_PROGRESS, else auto.")
  private @Nullable Mode mode;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the image ID, on standard output.")
  private boolean quiet;

  /** The requested display; {@code errors} go the same way if that is not text. */
  public Display display(Invocation invocation) {
    Console console = invocation.console();
    return switch (mode(console)) {
      case QUIET -> new QuietDisplay(console.out());
      case RAWJSON -> {
        RawJsonDisplay display = new RawJsonDisplay(console.err(), invocation.clock());
        invocation.errors().sendTo(display::error);
        yield display;
      }
      case PLAIN -> new PlainDisplay(console.err(), invocation.clock());
      case TTY -> terminal(invocation);
      case AUTO ->
          console.canRedraw()
              ? terminal(invocation)
              : new PlainDisplay(console.err(), invocation.clock());
    };
  }

  private static Display terminal(Invocation invocation) {
    Console console = invocation.console();
    if (!console.errIsTerminal()) {
      throw JbuildException.of(Kind.USAGE, "--progress tty needs a terminal on standard error")
          .hint("use --progress plain");
    }
    TerminalSize size = new TerminalSize(console.environment(), invocation.clock());
    LiveRegion region = new LiveRegion(console.err(), size);
    return new TtyDisplay(region, console.style(), invocation.clock());
  }

  private Mode mode(Console console) {
    if (quiet) {
      if (mode != null && mode != Mode.AUTO && mode != Mode.QUIET) {
        throw JbuildException.of(
            Kind.USAGE, "--progress " + mode + " and --quiet contradict each other");
      }
      return Mode.QUIET;
    }
    return mode != null ? mode : console.variable(VARIABLE).map(Progress::parse).orElse(Mode.AUTO);
  }

  private static Mode parse(String text) {
    List<String> names = Arrays.stream(Mode.values()).map(Mode::toString).toList();
    if (!names.contains(text)) {
      throw JbuildException.of(Kind.USAGE, "unknown progress mode \"" + text + "\" in " + VARIABLE)
          .hint(Suggestions.didYouMean(text, names));
    }
    return Mode.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
