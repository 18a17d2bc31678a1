package io.github.jbuild.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.testing.ProfileBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step that asks pip, run by a real shell and sed with a pip that says what a test wants. */
final class PipCheckStepTest {

  private static final String OTHER = "rasterio 1.4.3 requires affine, which is not installed.";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "0, No broken requirements found., 0, ''",
    "1, 'gliner 0.2.24 requires torch, which is not installed.', 0, ''",
    "1, 'GLiNER 0.2.24 has requirement a==1, but you have a 2.', 0, ''",
    "1, 'transformers 4.51 has requirement idna<3, but you have idna 3.6.', 0, ''",
    "1, 'transformers 4.51 requires idna-ssl, which is not installed.', 1,"
        + " 'transformers 4.51 requires idna-ssl, which is not installed.'",
    "1, '" + OTHER + "', 1, '" + OTHER + "'",
    // pip itself fell over: it had nothing to say on its standard output
    "1, '', 1, ''",
    "127, '', 1, ''",
  })
  void lets_pass_what_the_profile_explains_and_nothing_else(
      int exit, String said, int expected, String left) throws IOException, InterruptedException {
    ProfileBuilder builder = new ProfileBuilder();
    HostileParts.overrides(builder, "idna==3.6");
    builder.noDeps = List.of("gliner==0.2.24");
    String text =
        Renderer.builtIn()
            .render(new Planner(Facts.builtIn()).plan(builder.build()), Dialect.BUILDKIT)
            .text();
    String step =
        text.substring(text.indexOf("RUN found=$(python3 -m pip check)") + 4)
            .lines()
            .takeWhile(line -> !line.startsWith("#"))
            .map(line -> line.endsWith("\\") ? line.substring(0, line.length() - 1) : line)
            .collect(Collectors.joining());
    Path python = folder.resolve("python3");
    Files.writeString(python, "#!/bin/sh\nprintf '%s\\n' '" + said + "'\nexit " + exit + "\n");
    if (said.isEmpty()) {
      Files.writeString(python, "#!/bin/sh\nexit " + exit + "\n");
    }
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));

    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", step).redirectErrorStream(true);
    shell.environment().put("PATH", folder + ":/usr/bin:/bin");
    Process running = shell.start();

    assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo(left);
    assertThat(running.exitValue()).isEqualTo(expected);
  }
}
