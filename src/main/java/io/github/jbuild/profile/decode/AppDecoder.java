package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.profile.Profile.App;
import io.github.jbuild.profile.Profile.Copy;
import io.github.jbuild.profile.Profile.Healthcheck;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code app}. */
final class AppDecoder {

  private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/(?:tcp|udp|sctp))?");
  private static final String USER_NAME = "(?:[a-z_][a-z0-9_.-]*|[0-9]+)";

  private static final ValueParser<String> EXPOSE =
      ValueParser.of("", AppDecoder::port).takingNumbers();

  private static final ValueParser<String> USER =
      ValueParser.matching(
              USER_NAME + "(?::" + USER_NAME + ")?",
              "a user",
              "write a name or a number; :group may follow")
          .takingNumbers();

  private static final ValueParser<String> GROUP =
      ValueParser.matching(USER_NAME, "a group", "write a name or a number").takingNumbers();

  private static final ValueParser<String> DURATION =
      ValueParser.matching(
          "(?:[0-9]+(?:\\.[0-9]+)?(?:ms|s|m|h))+", "a duration", "write it as 30s or 1m30s");

  /**
   * The standard signals of Linux on arm64 (signal(7)); both signals without a name are left out.
   */
  private static final List<String> SIGNALS =
      List.of(
          "SIGTERM",
          "SIGINT",
          "SIGQUIT",
          "SIGHUP",
          "SIGUSR1",
          "SIGUSR2",
          "SIGKILL",
          "SIGWINCH",
          "SIGABRT",
          "SIGALRM",
          "SIGBUS",
          "SIGCHLD",
          "SIGCONT",
          "SIGFPE",
          "SIGILL",
          "SIGIO",
          "SIGPIPE",
          "SIGPROF",
          "SIGPWR",
          "SIGSEGV",
          "SIGSTKFLT",
          "SIGSTOP",
          "SIGSYS",
          "SIGTRAP",
          "SIGTSTP",
          "SIGTTIN",
          "SIGTTOU",
          "SIGURG",
          "SIGVTALRM",
          "SIGXCPU",
          "SIGXFSZ");

  private static final Pattern REAL_TIME_SIGNAL =
      Pattern.compile("SIGRTM(?:IN(?:\\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)");

  private static final ValueParser<String> SIGNAL =
      ValueParser.of("SIGTERM", AppDecoder::signal).takingNumbers();

  private static final ValueParser<Integer> RETRIES =
      ValueParser.of(1, AppDecoder::retries).takingNumbers();

  private AppDecoder() {}

  static App read(Fields fields, Function<String, Path> folderOf) {
    List<Copy> copy = fields.sectionList("copy", AppDecoder::copy);
    @Nullable Path context = context(fields, folderOf);
    if (!copy.isEmpty() && !fields.has("context")) {
      fields.problem(
          "copy", "there is no context to copy from", "set app.context to its directory");
    }
    return new App(
        context,
        copy,
        fields.scalars("env", ValueParsers.ENV_NAME, ValueParsers.VALUE),
        fields.optional("workdir", PathParsers.absolute()),
        fields.list("expose", EXPOSE),
        command(fields, "entrypoint"),
        command(fields, "command"),
        fields.optionalSection("healthcheck", AppDecoder::healthcheck),
        fields.optional("user", USER),
        fields.list("groups", GROUP),
        fields.list("volumes", PathParsers.absolute()),
        fields.optional("stop-signal", SIGNAL),
        fields.scalars("links", PathParsers.absolute(), PathParsers.any()));
  }

  /** Exec form, a list; or shell form, a text that the image's shell runs as Docker has it. */
  private static List<String> command(Fields fields, String key) {
    if (!fields.isScalar(key)) {
      return fields.list(key, ValueParsers.ARGUMENT);
    }
    @Nullable String line = fields.optional(key, ValueParsers.LINES);
    return line == null ? List.of() : List.of("/bin/sh", "-c", line);
  }

  private static @Nullable Path context(Fields fields, Function<String, Path> folderOf) {
    @Nullable String text = fields.optional("context", PathParsers.any());
    if (text == null) {
      return null;
    }
    try {
      return folderOf.apply(fields.placeOf("context").file()).resolve(text).normalize();
    } catch (InvalidPathException e) {
      fields.problem("context", Quoted.of(text) + " is not a valid path", null);
      return null;
    }
  }

  private static Copy copy(Fields fields) {
    return new Copy(
        fields.oneOrMore("from", PathParsers.inContext()),
        fields.required("to", PathParsers.any()));
  }

  private static Healthcheck healthcheck(Fields fields) {
    return new Healthcheck(
        fields.requiredList("command", ValueParsers.ARGUMENT),
        fields.optional("interval", DURATION),
        fields.optional("timeout", DURATION),
        fields.optional("start-period", DURATION),
        fields.optional("retries", RETRIES));
  }

  private static String port(String text) {
    Matcher matcher = PORT.matcher(text);
    if (!matcher.matches()) {
      throw BadValue.of(Quoted.of(text) + " is not a valid port", "write 9001 or 9001/udp");
    }
    int number = Integer.parseInt(matcher.group(1));
    if (number < 1 || number > 65_535) {
      throw BadValue.of("the port " + number + " is not between 1 and 65535");
    }
    return text;
  }

  private static String signal(String text) {
    boolean number = text.matches("[1-9][0-9]?") && Integer.parseInt(text) <= 64;
    if (!number && !SIGNALS.contains(text) && !REAL_TIME_SIGNAL.matcher(text).matches()) {
      String full = text.toUpperCase(Locale.ROOT).replaceFirst("^(?:SIG)?", "SIG");
      throw BadValue.of(
          Quoted.of(text) + " is not a signal",
          SIGNALS.contains(full)
              ? "write " + full
              : Suggestions.nearest(full, SIGNALS).isEmpty()
                  ? "write a name such as SIGTERM or SIGINT, or a number from 1 to 64"
                  : Suggestions.didYouMean(full, SIGNALS));
    }
    return text;
  }

  private static int retries(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw BadValue.of(Quoted.of(text) + " is not a valid number of retries", "write 1 to 9999");
    }
    return Integer.parseInt(text);
  }
}
