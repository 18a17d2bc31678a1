package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command did.
 *
 * @param out its standard output
 * @param err its standard error
 */
public record CommandResult(List<String> command, int code, String out, String err) {

  private static final long MINUTES = 40;

  /** Runs a command to its end. */
  static CommandResult of(List<String> command) {
    return run(command, new ProcessBuilder(command));
  }

  /** Runs a command to its end with these environment variables and no others. */
  static CommandResult with(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return run(command, builder);
  }

  private static CommandResult run(List<String> command, ProcessBuilder builder) {
    try {
      Path out = Files.createTempFile("jbuild-it", ".out");
      Path err = Files.createTempFile("jbuild-it", ".err");
      try {
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(command + " still ran after " + MINUTES + " minutes");
        }
        return new CommandResult(
            command,
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails the test, with all that was printed, unless the command ended with 0. */
  public CommandResult succeeds() {
    return exits(0);
  }

  /** Fails the test, with all that was printed, unless the command ended with {@code expected}. */
  public CommandResult exits(int expected) {
    assertThat(code).as("%s%n%s%n%s", String.join(" ", command), out, err).isEqualTo(expected);
    return this;
  }
}
