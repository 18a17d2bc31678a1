package io.github.jbuild.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryCredentialsTest {

  @TempDir Path folder;

  @Test
  void reads_auths_by_host_url_and_the_hubs_names() throws IOException {
    config(
        """
        {"auths": {"nvcr.io": {"auth": "%s"},
                   "https://ghcr.io/v2/": {"username": "u", "password": "p"},
                   "https://index.docker.io/v1/": {"identitytoken": "t0k"}}}
        """
            .formatted(base64("$oauthtoken:nv:key")));

    RegistryCredentials.Found nvidia = find("nvcr.io");
    AuthConfig auth = nvidia.auth().orElseThrow();
    assertThat(auth.getUsername()).isEqualTo("$oauthtoken");
    assertThat(auth.getPassword()).isEqualTo("nv:key");
    assertThat(auth.getRegistryAddress()).isEqualTo("nvcr.io");
    assertThat(nvidia.description())
        .isEqualTo("user \"$oauthtoken\" from " + folder.resolve("config.json"));
    assertThat(find("ghcr.io").auth().orElseThrow().getPassword()).isEqualTo("p");
    AuthConfig hub = find("docker.io").auth().orElseThrow();
    assertThat(hub.getIdentitytoken()).isEqualTo("t0k");
    assertThat(hub.getRegistryAddress()).isEqualTo("https://index.docker.io/v1/");
  }

  @Test
  void says_that_there_are_none() throws IOException {
    config("{\"auths\": {\"other.io\": {\"auth\": \"%s\"}}}".formatted(base64("u:p")));

    assertThat(find("nvcr.io").auth()).isEmpty();
    assertThat(find("nvcr.io").warning()).isEmpty();
    assertThat(find("nvcr.io").description()).contains("no credentials for nvcr.io in ");
  }

  @Test
  void asks_the_registrys_helper_and_otherwise_the_store() throws IOException {
    helper(
        "own",
        "read server; echo \"{\\\"Username\\\":\\\"me\\\",\\\"Secret\\\":\\\"$server\\\"}\"");
    helper("all", "echo '{\"Username\":\"<token>\",\"Secret\":\"id\"}'");
    config("{\"credsStore\": \"all\", \"credHelpers\": {\"nvcr.io\": \"own\"}}");

    assertThat(find("nvcr.io").auth().orElseThrow().getPassword()).isEqualTo("nvcr.io");
    assertThat(find("nvcr.io").description())
        .isEqualTo(
            "user \"me\" from docker-credential-own (" + folder.resolve("config.json") + ")");
    assertThat(find("docker.io").auth().orElseThrow().getIdentitytoken()).isEqualTo("id");
  }

  @Test
  void pulls_anonymously_when_the_helper_has_nothing() throws IOException {
    helper("none", "echo 'credentials not found in native keychain'; exit 1");
    config("{\"credsStore\": \"none\"}");

    assertThat(find("nvcr.io").auth()).isEmpty();
    assertThat(find("nvcr.io").warning()).isEmpty();
  }

  @Test
  void names_helper_registry_and_file_when_the_helper_is_missing() throws IOException {
    config("{\"credHelpers\": {\"nvcr.io\": \"gone\"}}");

    assertThat(find("nvcr.io").warning().orElseThrow())
        .isEqualTo(
            "no credentials for nvcr.io: the program docker-credential-gone is not on the PATH,"
                + " which "
                + folder.resolve("config.json")
                + " names for it");
  }

  @Test
  void never_repeats_what_a_failing_helper_printed() throws IOException {
    helper("bad", "echo s3cret; exit 3");
    config("{\"credsStore\": \"bad\"}");

    assertThat(find("nvcr.io").warning().orElseThrow())
        .contains("ended with exit status 3")
        .doesNotContain("s3cret");
  }

  @Test
  void gives_up_on_a_helper_that_hangs() throws IOException {
    helper("slow", "exec sleep 60");
    CredentialHelper slow = new CredentialHelper("slow", environment(), Duration.ofMillis(200));

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> slow.get("nvcr.io")))
        .isInstanceOf(CredentialHelper.Failed.class)
        .hasMessageContaining("did not answer");
  }

  private RegistryCredentials.Found find(String registry) {
    return new RegistryCredentials(new DockerConfig(folder), environment()).find(registry);
  }

  private Map<String, String> environment() {
    return Map.of("PATH", folder + ":/usr/bin:/bin");
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private void helper(String name, String script) throws IOException {
    Path file = folder.resolve("docker-credential-" + name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
