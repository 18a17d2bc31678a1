package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.ScriptedEngine;
import io.github.jbuild.build.TestJobs;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.build.BuildCommand;
import io.github.jbuild.cli.build.JobOptions;
import io.github.jbuild.cli.terminal.Cancellation;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.render.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** Sends real signals to a real process whose build hangs. */
class CancellationTest {

  /** jbuild with an engine whose build hangs until it is cancelled. */
  static final class HangingBuild {

    private HangingBuild() {}

    @Command
    static final class Jobs implements JobOptions {
      @Override
      public int load() {
        return 1;
      }

      @Override
      public List<BuildJob> jobs(Dialect dialect) {
        return List.of(TestJobs.job("cuda-base", "inference:cuda"));
      }

      @Override
      public List<PlanReport> reports() {
        return List.of();
      }

      @Override
      public Plan plan(String profile) {
        return TestJobs.plan(profile);
      }

      @Override
      public FactTables facts() {
        return FactTables.builtIn();
      }
    }

    public static void main(String[] args) {
      Cancellation cancellation = new Cancellation();
      cancellation.install();
      Console console = Console.over(System.out, System.err, Map.of(), false, false);
      ScriptedEngine engine =
          Boolean.getBoolean("deaf") ? ScriptedEngine.deaf() : ScriptedEngine.hanging();
      int code =
          new CommandRunner(
                  console,
                  cancellation,
                  invocation ->
                      new TestConsole.OneCommand(
                          BuildCommand.NAME,
                          invocation,
                          i -> new BuildCommand(new Jobs(), host -> engine, i)))
              .run(args);
      System.err.println(engine.calls);
      cancellation.commandEnded();
      System.exit(code);
    }
  }

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void stops_the_build_in_the_engine_and_exits_130(String signal) throws Exception {
    Process process = start("-Ddeaf=false");
    try (BufferedReader output = process.inputReader()) {
      String seen = readUntil(output, "sleeping");
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      String rest = String.join("\n", output.lines().toList());
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(seen + rest).isEqualTo(130);
      assertThat(rest)
          .contains("error: cancelled; no tag of cuda-base was moved", "cancel, close]")
          .doesNotContain("tag inference");
      assertThat(folder).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void ends_at_once_when_interrupted_twice() throws Exception {
    Process process = start("-Ddeaf=true");
    try (BufferedReader output = process.inputReader()) {
      readUntil(output, "sleeping");
      for (int i = 0; process.isAlive() && i < 100; i++) {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(50, TimeUnit.MILLISECONDS) || i < 60).isTrue();
      }
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(output.lines()).noneMatch(line -> line.contains("tag inference"));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String property) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            property,
            "-cp",
            System.getProperty("java.class.path"),
            HangingBuild.class.getName(),
            "build",
            "--iidfile",
            folder.resolve("iid").toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String readUntil(BufferedReader output, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    String line = output.readLine();
    while (line != null) {
      seen.append(line).append('\n');
      if (line.contains(text)) {
        return seen.toString();
      }
      line = output.readLine();
    }
    throw new AssertionError("the process ended: " + seen);
  }
}
