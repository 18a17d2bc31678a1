package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.cli.terminal.Cancellation;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class CommandRunnerTest {

  /** Does what a test says. */
  @Command(name = "act", description = "Acts.")
  static final class Act implements Runnable {
    private final Supplier<@Nullable Throwable> thrown;

    @Spec private CommandSpec spec;

    @Option(names = "--target", paramLabel = "N")
    private int target;

    Act(Supplier<@Nullable Throwable> thrown) {
      this.thrown = thrown;
    }

    @Override
    public void run() {
      spec.commandLine().getOut().println("acted " + target);
      @Nullable Throwable what = thrown.get();
      if (what instanceof RuntimeException e) {
        throw e;
      }
      if (what instanceof Error e) {
        throw e;
      }
    }
  }

  private final TestConsole console = new TestConsole();

  @ParameterizedTest
  @CsvSource({
    "FINDINGS,1",
    "USAGE,2",
    "INVALID_INPUT,3",
    "ENVIRONMENT,4",
    "BUILD_FAILED,5",
    "NETWORK,6",
    "MISMATCH,7",
    "BUG,70",
    "CANCELLED,130"
  })
  void maps_kinds_to_the_documented_exit_codes(Kind kind, int code) {
    assertThat(act(() -> JbuildException.of(kind, "it went wrong"))).isEqualTo(code);
    assertThat(console.err()).isEqualTo("error: it went wrong\n");
    assertThat(console.out()).isEqualTo("acted 0\n");
  }

  @Test
  void takes_anything_else_for_a_bug() {
    assertThat(act(() -> new IllegalStateException("oops"))).isEqualTo(70);
    assertThat(console.err())
        .isEqualTo(
            """
            error: this is a bug in jbuild: IllegalStateException: oops
            hint: please report it, with the profile, "jbuild --version" and what the same \
            command prints with --stacktrace
            """);
  }

  @Test
  void survives_errors_of_the_machine() {
    assertThat(act(StackOverflowError::new)).isEqualTo(70);
    assertThat(act(() -> new OutOfMemoryError("heap"))).isEqualTo(70);
    assertThat(console.err()).contains("StackOverflowError", "jbuild ran out of memory");
  }

  @Test
  void shows_the_stack_trace_when_asked() {
    act(() -> new IllegalStateException("oops"), "--stacktrace");
    assertThat(console.err()).contains("CommandRunnerTest", "Caused by:");
  }

  @Test
  void suggests_options_and_commands() {
    assertThat(act(() -> null, "--traget=1")).isEqualTo(2);
    assertThat(console.run("act", i -> new Act(() -> null), "atc")).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            """
            error: unknown option "--traget"
            hint: did you mean "--target"? see "jbuild act --help"
            error: unknown command "atc"
            hint: did you mean "act"? see "jbuild --help"
            """);
  }

  @Test
  void explains_wrong_values_and_missing_commands() {
    assertThat(act(() -> null, "--target", "x")).isEqualTo(2);
    assertThat(console.run("act", i -> new Act(() -> null))).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            """
            error: invalid value for option '--target': 'x' is not an int
            hint: see "jbuild act --help"
            error: no command given
            hint: see "jbuild --help"
            """);
  }

  @Test
  void prints_help_and_version_on_standard_output() {
    assertThat(act(() -> null, "--help")).isZero();
    assertThat(console.run("act", i -> new Act(() -> null), "--version")).isZero();
    assertThat(console.run("act", i -> new Act(() -> null), "--help")).isZero();
    assertThat(console.out()).contains("Usage: jbuild act", "jbuild (not from", "Exit codes:");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void ends_quietly_when_the_reader_has_gone() {
    assertThat(withBrokenOutput("Broken pipe")).isEqualTo("0:");
  }

  @Test
  void reports_a_full_disk_behind_standard_output() {
    assertThat(withBrokenOutput("No space left on device"))
        .isEqualTo("4:error: cannot write to standard output: No space left on device\n");
  }

  @Test
  void every_command_of_jbuild_can_be_made() {
    assertThat(console.jbuild("--help")).isZero();
    assertThat(console.out()).contains("  build ", "  completion ");
  }

  @Test
  void the_help_shows_each_command_once_in_its_group_and_fits_80_columns() {
    assertThat(console.jbuild("--help")).isZero();
    String help = console.out();
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(help)
        .containsSubsequence(
            "\nFirst steps:\n  jbuild build --profile cuda-base ",
            "\nBuild:\n  build ",
            "\n  plan ",
            "\nCheck:\n  verify ",
            "\nKnow:\n  explain ",
            "\nProfiles:\n  profile ");
    assertThat(Commands.GROUPS.stream().flatMap(group -> group.names().stream()))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(help).containsOnlyOnce("\n  " + name + " "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope --help", "--help nope", "profile nope --help", "biuld -h"})
  void help_for_a_command_that_does_not_exist_is_wrong_usage(String line) {
    assertThat(console.jbuild(line.split(" "))).isEqualTo(2);
    assertThat(console.out()).isEmpty();
    assertThat(console.err()).contains("unknown command");
  }

  @Test
  void completion_is_a_shell_script() {
    assertThat(console.run("completion", i -> new CompletionCommand(), "completion")).isZero();
    assertThat(console.out()).contains("complete -F", "jbuild");
  }

  @Test
  void speaks_ascii_where_the_locale_demands_it() {
    assertThat(said(Map.of("LC_ALL", "C"))).isEqualTo("a - b... ??\n");
    assertThat(said(Map.of("LANG", "de_DE.ISO-8859-1"))).isEqualTo("a - b... ??\n");
    for (Map<String, String> utf8 :
        List.of(Map.<String, String>of(), Map.of("LANG", "C.UTF-8", "LC_ALL", ""))) {
      assertThat(said(utf8)).isEqualTo("a · b… ü🚀\n");
    }
  }

  private static String said(Map<String, String> environment) {
    TestConsole console = new TestConsole(environment);
    console.console().err().println("a · b… ü🚀");
    console.console().flush();
    return console.err();
  }

  private int act(Supplier<@Nullable Throwable> thrown, String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "act";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return console.run("act", invocation -> new Act(thrown), line);
  }

  private static String withBrokenOutput(String reason) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    Console console = Console.over(out, err, Map.of(), false, false);
    CommandSet set =
        new CommandSet() {
          @Override
          public List<String> names() {
            return List.of("completion");
          }

          @Override
          public Object create(String name) {
            return new CompletionCommand();
          }
        };
    int code = new CommandRunner(console, new Cancellation(), i -> set).run("completion");
    return code + ":" + err.toString(StandardCharsets.UTF_8);
  }
}
