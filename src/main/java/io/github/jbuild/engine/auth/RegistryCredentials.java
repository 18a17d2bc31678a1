package io.github.jbuild.engine.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.AuthConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registry credentials from docker's {@code config.json}, with docker's order
 * (github.com/docker/cli, {@code cli/config/configfile}): the helper that {@code credHelpers} names
 * for the registry, else {@code credsStore}, else {@code auths}. Like docker, a helper that fails
 * leaves the pull anonymous; unlike docker, it is said.
 */
public final class RegistryCredentials {

  /** Docker Hub's name in the configuration and in helpers. */
  static final String HUB = "https://index.docker.io/v1/";

  private static final Duration HELPER_TIMEOUT = Duration.ofSeconds(30);

  /**
   * What is known of a registry.
   *
   * @param auth what to send; empty to pull anonymously
   * @param description who, and where that comes from; holds no secret
   * @param warning what went wrong when asking a helper
   */
  public record Found(Optional<AuthConfig> auth, String description, Optional<String> warning) {}

  private final DockerConfig config;
  private final Map<String, String> environment;

  public RegistryCredentials(DockerConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** The name under which docker files a registry. */
  static String key(String registry) {
    return registry.equals("docker.io") ? HUB : registry;
  }

  /** Looks up a registry as {@link io.github.jbuild.core.ImageRef#registry()} names it. */
  public Found find(String registry) {
    JsonNode json = config.read();
    String helper = json.path("credsStore").asText();
    for (String name : names(registry)) {
      helper = json.path("credHelpers").path(name).asText(helper);
    }
    return helper.isEmpty() ? fromFile(registry, json) : fromHelper(registry, helper);
  }

  private Found fromHelper(String registry, String name) {
    CredentialHelper helper = new CredentialHelper(name, environment, HELPER_TIMEOUT);
    String place = helper.program() + " (" + config.file() + ")";
    try {
      Optional<CredentialHelper.Answer> answer = helper.get(key(registry));
      if (answer.isEmpty()) {
        return new Found(Optional.empty(), "no credentials in " + place, Optional.empty());
      }
      AuthConfig auth = auth(registry, answer.get().username(), answer.get().secret());
      return new Found(
          Optional.of(auth), user(answer.get().username()) + " from " + place, Optional.empty());
    } catch (CredentialHelper.Failed e) {
      String problem =
          "no credentials for "
              + registry
              + ": "
              + e.getMessage()
              + ", which "
              + config.file()
              + " names for it";
      return new Found(Optional.empty(), problem, Optional.of(problem));
    }
  }

  private Found fromFile(String registry, JsonNode json) {
    JsonNode auths = json.path("auths");
    for (Map.Entry<String, JsonNode> entry : auths.properties()) {
      if (names(registry).contains(entry.getKey()) || host(entry.getKey()).equals(registry)) {
        Optional<AuthConfig> auth = fromEntry(registry, entry.getValue());
        if (auth.isPresent()) {
          String who = user(String.valueOf(auth.get().getUsername()));
          return new Found(auth, who + " from " + config.file(), Optional.empty());
        }
      }
    }
    return new Found(
        Optional.empty(),
        "no credentials for " + registry + " in " + config.file(),
        Optional.empty());
  }

  private static Optional<AuthConfig> fromEntry(String registry, JsonNode entry) {
    String token = entry.path("identitytoken").asText();
    String user = entry.path("username").asText();
    String password = entry.path("password").asText();
    String encoded = entry.path("auth").asText();
    if (!encoded.isEmpty()) {
      String pair = decoded(encoded);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        user = pair.substring(0, colon);
        password = pair.substring(colon + 1).replace("\0", "");
      }
    }
    if (!token.isEmpty()) {
      return Optional.of(auth(registry, "<token>", token));
    }
    return user.isEmpty() ? Optional.empty() : Optional.of(auth(registry, user, password));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static AuthConfig auth(String registry, String user, String secret) {
    AuthConfig auth = new AuthConfig().withRegistryAddress(key(registry));
    return user.equals("<token>")
        ? auth.withIdentityToken(secret)
        : auth.withUsername(user).withPassword(secret);
  }

  private static String user(String name) {
    return name.equals("<token>") || name.equals("null") ? "a token" : "user \"" + name + '"';
  }

  private static List<String> names(String registry) {
    return registry.equals("docker.io")
        ? List.of("docker.io", "index.docker.io", HUB)
        : List.of(registry);
  }

  /** The host of a key that was written as a URL, as docker takes it. */
  private static String host(String key) {
    int scheme = key.indexOf("://");
    String rest = scheme < 0 ? key : key.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    return host.equals("index.docker.io") ? "docker.io" : host;
  }
}
