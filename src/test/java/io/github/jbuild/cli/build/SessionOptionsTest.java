package io.github.jbuild.cli.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.build.Secret;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class SessionOptionsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"id=TOKEN", "id=TOKEN,env=TOKEN", "id=t,type=env,src=TOKEN"})
  void a_secret_comes_from_a_variable(String text) throws IOException {
    Secret secret = options("--secret", text).secrets(Map.of("TOKEN", "s3cret")).get(0);

    assertThat(secret.value().read()).isEqualTo("s3cret".getBytes(StandardCharsets.UTF_8));
    assertThat(secret.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_secret_comes_from_a_file() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

    Secret secret = options("--secret", "id=t,src=" + file).secrets(Map.of("t", "not this")).get(0);

    assertThat(secret.id()).isEqualTo("t");
    assertThat(secret.value().read()).isEqualTo("s3cret\n".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id=t,env=NOTHING", "id=t,src=/no/such/file", "src=x", "id=t,src=a,env=b"})
  void a_secret_that_is_not_there_is_refused(String text) {
    JbuildException error =
        catchThrowableOfType(
            JbuildException.class, () -> options("--secret", text).secrets(Map.of()));

    assertThat(error.kind()).isEqualTo(Kind.USAGE);
    assertThat(error.message()).startsWith("--secret ");
  }

  private static SessionOptions options(String... arguments) {
    return CommandLine.populateCommand(new SessionOptions(), arguments);
  }
}
