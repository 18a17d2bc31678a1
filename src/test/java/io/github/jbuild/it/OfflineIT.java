package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need neither network nor engine, with both taken away and no program in PATH. */
final class OfflineIT {

  private static final String TAG = "jbuild-it:offline";

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile list",
        "profile show inference-server --origins",
        "profile validate",
        "profile schema",
        "plan --profile slim",
        "plan --profile inference-server --format json",
        "render --profile gliner-legacy",
        "render --profile inference-server --dialect classic",
        "explain",
        "explain gliner-legacy",
        "explain repin",
        "explain JB109",
        "profile init offline --l4t r36.4.0 --family l4t-cuda --output -",
        "facts",
        "facts wheels torch"
      })
  void run_without_network_and_engine(String command) throws IOException {
    assertThat(offline(List.of(command.split(" "))).succeeds().out()).isNotBlank();
  }

  @Test
  void have_no_network_and_no_engine_here() throws IOException {
    String nothing = "no container engine responds at tcp://127.0.0.1:1";
    assertThat(offline(List.of("build", "--profile", "slim", "--tag", TAG)).exits(4).err())
        .contains(nothing);
    assertThat(offline(List.of("verify", TAG, "--profile", "slim")).exits(4).err())
        .contains(nothing);
  }

  /** The program in a network namespace of its own, where not even the loopback is up. */
  private CommandResult offline(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/unshare", "--net"));
    if (!"root".equals(System.getProperty("user.name"))) {
      command.add("--map-root-user");
    }
    command.addAll(TestBed.command(arguments.toArray(String[]::new)));
    Map<String, String> environment =
        Map.of("PATH", "", "HOME", home.toString(), "DOCKER_HOST", "tcp://127.0.0.1:1");
    assertThat(Files.isExecutable(Path.of("/usr/bin/unshare"))).isTrue();
    return CommandResult.with(environment, command);
  }
}
