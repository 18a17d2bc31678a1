package io.github.jbuild.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineLocatorTest {

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void prefers_the_option_to_the_environment_and_that_to_a_context() throws IOException {
    context("orin", "tcp://orin:2375", false);
    config("{\"currentContext\": \"orin\"}");
    assertThat(only(null).source()).isEqualTo("docker context \"orin\"");

    environment.put("DOCKER_HOST", "unix:///one.sock");
    environment.put("DOCKER_CONTEXT", "orin");
    assertThat(only(null).address()).isEqualTo("unix:///one.sock");
    assertThat(only("unix:///two.sock").source()).isEqualTo("--host");
  }

  @Test
  void takes_the_context_that_the_environment_names() throws IOException {
    context("orin", "tcp://orin", false);
    context("xavier", "unix:///x y.sock", false);
    config("{\"currentContext\": \"orin\"}");
    environment.put("DOCKER_CONTEXT", "xavier");

    assertThat(only(null).socketPath()).isEqualTo(Path.of("/x y.sock"));
    assertThat(only(null).uri()).hasToString("unix:///x%20y.sock");
  }

  @Test
  void reads_the_tls_files_of_a_context() throws IOException {
    context("orin", "tcp://orin", true);
    Path tls =
        home.resolve(".docker/contexts/tls").resolve(DockerContexts.id("orin").hex() + "/docker");
    Files.createDirectories(tls);
    Files.writeString(tls.resolve("ca.pem"), "");
    environment.put("DOCKER_CONTEXT", "orin");

    assertThat(only(null).tlsOrNull())
        .isEqualTo(new TlsFiles(tls.resolve("ca.pem"), null, null, false));
    assertThat(only(null).uri()).hasToString("tcp://orin:2376");
  }

  @Test
  void refuses_a_context_that_does_not_exist_and_names_the_known_ones() throws IOException {
    context("orin", "tcp://orin", false);
    environment.put("DOCKER_CONTEXT", "oirn");

    JbuildException error = failure(null);

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("no docker context \"oirn\" (DOCKER_CONTEXT)");
    assertThat(error.hint()).hasValue("did you mean \"orin\"?");
  }

  @Test
  void reads_the_configuration_from_the_folder_that_the_environment_names() throws IOException {
    Path folder = Files.createDirectory(home.resolve("elsewhere"));
    Files.writeString(folder.resolve("config.json"), "{\"currentContext\": \"gone\"}");
    environment.put("DOCKER_CONFIG", folder.toString());

    assertThat(failure(null).message()).contains("\"gone\"", "elsewhere/config.json");
  }

  @Test
  void tries_the_usual_sockets_when_nothing_is_chosen() {
    environment.put("XDG_RUNTIME_DIR", "/run/user/1000");
    environment.put("DOCKER_CONTEXT", "default");

    assertThat(new EngineLocator(environment, home).candidates(null))
        .extracting(EngineEndpoint::address)
        .containsExactly(
            "unix:///var/run/docker.sock",
            "unix:///run/user/1000/docker.sock",
            "unix://" + home + "/.docker/run/docker.sock",
            "unix:///run/user/1000/podman/podman.sock",
            "unix:///run/podman/podman.sock");
  }

  @Test
  void uses_tls_as_the_environment_says() {
    environment.put("DOCKER_TLS_VERIFY", "1");
    environment.put("DOCKER_CERT_PATH", home.toString());

    assertThat(only("tcp://orin").uri()).hasToString("tcp://orin:2376");
    assertThat(only("tcp://orin").tlsOrNull()).isEqualTo(TlsFiles.SYSTEM);
    assertThat(only("orin:1234").uri()).hasToString("tcp://orin:1234");
    assertThat(only("unix:///d.sock").tlsOrNull()).isNull();
  }

  @Test
  void takes_the_far_end_of_ssh() {
    EngineEndpoint endpoint = only("ssh://nvidia@orin:2222/run/docker.sock");

    assertThat(endpoint.sshOrNull())
        .isEqualTo(new SshTarget("nvidia", "orin", 2222, "/run/docker.sock"));
    assertThat(java.util.Objects.requireNonNull(endpoint.sshOrNull()).arguments())
        .containsExactly(
            "-o",
            "ConnectTimeout=30",
            "-T",
            "-l",
            "nvidia",
            "-p",
            "2222",
            "--",
            "orin",
            "docker",
            "--host",
            "unix:///run/docker.sock",
            "system",
            "dial-stdio");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://me:secret@orin,a password does not belong in an address",
    "ssh://-oProxyCommand=x,not an address of the form ssh://user@host:port",
    "ssh://orin/$(reboot),the socket path contains characters that a shell would interpret",
    "ssh://orin?x,nothing may follow the socket path"
  })
  void refuses_an_address_that_ssh_must_not_see(String address, String why) {
    assertThat(failure(address).message()).contains(why);
  }

  @Test
  void refuses_what_is_no_address() {
    assertThat(failure("npipe:////./pipe/docker").message())
        .contains("\"npipe\" is not a supported scheme");
    assertThat(failure("unix://docker.sock").message()).contains("socket must be absolute");
    assertThat(failure("tcp://").kind()).isEqualTo(Kind.USAGE);
    assertThat(failure("tcp://a b").kind()).isEqualTo(Kind.USAGE);
  }

  @Test
  void does_not_repeat_the_text_of_a_broken_configuration() throws IOException {
    config("{\"auths\": {\"r\": {\"auth\": \"c2VjcmV0\"");

    JbuildException error = failure(null);

    assertThat(error.message()).endsWith("config.json is not valid JSON");
    assertThat(error.getCause()).isNull();
  }

  private EngineEndpoint only(@Nullable String host) {
    var found = new EngineLocator(environment, home).candidates(host);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private JbuildException failure(@Nullable String host) {
    return catchThrowableOfType(
        JbuildException.class, () -> new EngineLocator(environment, home).candidates(host));
  }

  private void config(String json) throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), json);
  }

  private void context(String name, String host, boolean skipVerify) throws IOException {
    Path folder = home.resolve(".docker/contexts/meta").resolve(DockerContexts.id(name).hex());
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("meta.json"),
        """
        {"Name": "%s", "Metadata": {}, "Endpoints": {"docker": {"Host": "%s", "SkipTLSVerify": %s}}}
        """
            .formatted(name, host, skipVerify));
  }
}
