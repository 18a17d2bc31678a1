package io.github.jbuild.engine.connect;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.auth.DockerConfig;
import io.github.jbuild.engine.auth.RegistryCredentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine as docker's command line does (github.com/docker/cli, {@code
 * cli/command/cli.go}): the option, {@code DOCKER_HOST}, the docker context named by {@code
 * DOCKER_CONTEXT} or {@code config.json}. Where none of these says anything, the usual sockets of
 * Docker, rootless Docker, Docker Desktop and Podman are tried.
 */
public final class EngineLocator {

  private final Map<String, String> environment;
  private final Path home;
  private final DockerConfig config;

  /**
   * @param environment the process's environment
   * @param home the user's home folder
   */
  public EngineLocator(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.config = DockerConfig.of(environment, home);
  }

  /**
   * The places to try, in order: exactly one where the user chose it.
   *
   * @param hostOption what the user passed as {@code --host}, if anything
   * @throws JbuildException if the choice cannot be used: {@code USAGE} for an address, {@code
   *     ENVIRONMENT} for a context
   */
  public List<EngineEndpoint> candidates(@Nullable String hostOption) {
    if (hostOption != null) {
      return List.of(EngineEndpoint.parse(hostOption, "--host", tls()));
    }
    if (!variable("DOCKER_HOST").isEmpty()) {
      return List.of(EngineEndpoint.parse(variable("DOCKER_HOST"), "DOCKER_HOST", tls()));
    }
    String named = variable("DOCKER_CONTEXT");
    String chosenBy = "DOCKER_CONTEXT";
    if (named.isEmpty()) {
      named = config.read().path("currentContext").asText();
      chosenBy = config.file().toString();
    }
    if (!named.isEmpty() && !named.equals("default")) {
      return List.of(new DockerContexts(config).endpoint(named, chosenBy));
    }
    return usualSockets();
  }

  /**
   * The endpoint of a stand-alone buildkitd, with the certificates that {@code DOCKER_CERT_PATH}
   * names where TLS is asked for as for an engine.
   *
   * @throws JbuildException {@code USAGE} if it is not an address that buildkitd can have
   */
  public EngineEndpoint builder(String address) {
    EngineEndpoint endpoint = EngineEndpoint.parse(address, "--builder", tls());
    if (endpoint.sshOrNull() != null) {
      throw JbuildException.of(
              Kind.USAGE, "--builder " + address + ": a buildkitd cannot be reached over ssh://")
          .hint("use unix:///path/to/socket or tcp://host:port");
    }
    return endpoint;
  }

  /** The process's environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The credentials of docker's configuration. */
  public RegistryCredentials credentials() {
    return new RegistryCredentials(config, environment);
  }

  private List<EngineEndpoint> usualSockets() {
    List<EngineEndpoint> sockets = new ArrayList<>();
    String runtime = variable("XDG_RUNTIME_DIR");
    sockets.add(usual(Path.of("/var/run/docker.sock")));
    if (!runtime.isEmpty()) {
      sockets.add(usual(Path.of(runtime, "docker.sock")));
    }
    sockets.add(usual(home.resolve(".docker/run/docker.sock").toAbsolutePath()));
    if (!runtime.isEmpty()) {
      sockets.add(usual(Path.of(runtime, "podman/podman.sock")));
    }
    sockets.add(usual(Path.of("/run/podman/podman.sock")));
    return sockets;
  }

  private static EngineEndpoint usual(Path socket) {
    return EngineEndpoint.socket(socket, "default socket");
  }

  private @Nullable TlsFiles tls() {
    boolean verify = !variable("DOCKER_TLS_VERIFY").isEmpty();
    if (!verify && variable("DOCKER_TLS").isEmpty()) {
      return null;
    }
    String folder = variable("DOCKER_CERT_PATH");
    return TlsFiles.in(folder.isEmpty() ? config.folder() : Path.of(folder), verify);
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
