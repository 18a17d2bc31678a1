package io.github.jbuild.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.testing.WheelFixture;
import io.github.jbuild.verify.VerifyReport;
import io.github.jbuild.verify.report.GitHubCommands;
import io.github.jbuild.verify.report.JUnitReport;
import io.github.jbuild.verify.report.JsonReport;
import io.github.jbuild.verify.report.MarkdownReport;
import io.github.jbuild.verify.report.SarifReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in an image, and that no report shows them. */
final class SecretChecksTest {

  private static final String TOKEN = "ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5";
  private static final String VALUE = "hunter2-is-my-secret";
  private static final String KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
      """;

  private static JetsonFixture good() {
    return JetsonFixture.good();
  }

  private static void holds(JetsonFixture image, String check, String message) {
    VerifyReport report = image.verify();
    CheckResult result = JetsonFixture.result(report, check);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.findings()).extracting(Finding::message).contains(message);
    List<VerifyReport> reports = List.of(report);
    for (String text :
        List.of(
            new JsonReport().write(reports),
            new MarkdownReport().write(reports),
            new JUnitReport().write(reports),
            new SarifReport("1").write(reports),
            String.join("\n", GitHubCommands.annotations(report)),
            report.toString())) {
      assertThat(text).doesNotContain(TOKEN, VALUE, "MIIEvQIB");
    }
  }

  @Test
  void a_secret_that_a_later_step_unsets_is_still_in_the_history() {
    holds(
        good().instruction("ENV DB_PASSWORD=" + VALUE).instruction("ENV DB_PASSWORD="),
        "secrets",
        "row 1 of the history sets DB_PASSWORD, which contains a value whose name suggests a secret");
  }

  @Test
  void a_build_argument_and_a_token_in_a_command_are_in_the_history() {
    holds(
        good().instruction("RUN |1 INDEX_TOKEN=" + VALUE + " /bin/sh -c pip install x # buildkit"),
        "secrets",
        "row 1 of the history sets INDEX_TOKEN, which contains a value whose name suggests a secret");
    holds(
        good().instruction("RUN /bin/sh -c git clone https://x:" + VALUE + "@git.example/r"),
        "secrets",
        "row 1 of the history contains a URL with a password");
    holds(
        good().instruction("RUN /bin/sh -c curl -H 'Authorization: " + TOKEN + "' host"),
        "secrets",
        "row 1 of the history contains a GitHub token");
  }

  @Test
  void variables_and_labels_are_told_once_by_their_name() {
    JetsonFixture image = good().env("HF_TOKEN", VALUE);
    holds(
        image,
        "secrets",
        "the environment variable HF_TOKEN contains a value whose name suggests a secret");
    assertThat(image.check("secrets").findings()).hasSize(1);
    holds(
        good().config("Labels", Map.of("org.example.part", "vision", "built.by", TOKEN)),
        "secrets",
        "the label built.by contains a GitHub token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3|--api-key=" + VALUE,
        "python3|--api-key|" + VALUE,
        "python3|" + TOKEN,
        "sh|-c|API_KEY=" + VALUE + " exec tini -- python3 app.py",
        "--token=" + TOKEN + "/bin/x"
      })
  void the_command_of_the_image_is_looked_at_and_never_shown(String command) {
    JetsonFixture image = good().config("Cmd", List.of(command.split("\\|", -1)));
    assertThat(image.check("secrets").findings())
        .extracting(Finding::message)
        .anyMatch(message -> message.startsWith("the command contains "));
    holds(image, "secrets", image.check("secrets").findings().get(0).message());
    image.config("Entrypoint", List.of());
    holds(image, "secrets", image.check("secrets").findings().get(0).message());
  }

  @Test
  void the_health_check_is_looked_at() {
    holds(
        good()
            .config("Healthcheck", Map.of("Test", List.of("CMD", "curl", "-u", "--token", TOKEN))),
        "secrets",
        "the health check contains a GitHub token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN /bin/sh -c TOKEN=\"$(cat /run/secrets/token)\" pip install x # buildkit",
        "RUN /bin/sh -c TOKEN=$(cat /run/secrets/token) && pip install x # buildkit",
        "RUN /bin/sh -c token=`cat /run/secrets/t` make # buildkit",
        "RUN /bin/sh -c curl https://$USER:$PASSWORD@host # buildkit",
        "ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
        "ENV NVIDIA_VISIBLE_DEVICES=all NV_CUDA_CUDART_VERSION=12.6.77-1",
        "LABEL org.opencontainers.image.revision=0123456789012345678901234567890123456789",
        "ARG HF_TOKEN",
        "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -f http://localhost:9001/ || exit 1\"] \"30s\" \"5s\" \"0s\" '\\x03'}",
        "COPY file:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef in /app/ "
      })
  void what_builders_usually_write_is_no_secret(String createdBy) {
    assertThat(good().instruction(createdBy).check("secrets").findings()).isEmpty();
  }

  @Test
  void a_private_key_in_a_layer_is_found_though_a_later_one_deletes_it() {
    JetsonFixture image =
        good()
            .below("COPY id /root/", layer -> layer.file("/root/id", "# mine\n" + KEY))
            .above("RUN rm /root/id", layer -> layer.whiteout("/root/id"));
    holds(image, "secret-files", "layer 1 contains a private key in line 2");
    assertThat(image.check("secret-files").findings().get(0).pathOrNull()).isEqualTo("/root/id");
  }

  @ParameterizedTest
  @CsvSource({
    "/root/.netrc,layer 1 contains a credentials file",
    "/home/app/.docker/config.json,layer 1 contains a credentials file",
    "/root/.ssh/id_ed25519,layer 1 contains a credentials file",
    "/etc/apt/auth.conf,layer 1 contains a credentials file"
  })
  void files_that_keep_credentials_are_found_by_their_names(String path, String message) {
    holds(good().with(path, VALUE), "secret-files", message);
    assertThat(good().with(path, "").check("secret-files").findings()).isEmpty();
    assertThat(good().with(path + ".txt", VALUE).check("secret-files").findings()).isEmpty();
  }

  @Test
  void keys_that_published_packages_bring_are_known_to_everybody() {
    JetsonFixture image =
        good()
            .with(WheelFixture.wheel("tests", "1").file("tests/key.pem", KEY))
            .with("/var/lib/dpkg/info/libc6:arm64.list", "/usr/share/doc/a.pem\n/etc/a.pem\n")
            .with("/usr/share/doc/a.pem", KEY);
    assertThat(image.check("secret-files").findings()).isEmpty();
    image.with("/etc/a.pem", KEY);
    assertThat(image.check("secret-files").findings())
        .extracting(Finding::pathOrNull)
        .containsExactly("/etc/a.pem");
  }

  @Test
  void a_published_file_with_another_content_is_no_longer_published() {
    JetsonFixture image = good().with(WheelFixture.wheel("tests", "1").file("tests/key.pem", "x"));
    image.with(JetsonFixture.SITE + "/tests/key.pem", KEY);
    assertThat(image.check("secret-files").findings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX"})
  void an_index_as_variable_is_an_error_but_not_its_absence(String variable) {
    holds(
        good().env(variable, "https://me:" + VALUE + "@index.example"),
        "package-index",
        "the image sets " + variable);
    assertThat(good().env(variable, "").check("package-index").findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/pip.conf,index-url = https://x",
    "/etc/pip.conf,extra_index_url=https://x",
    "/home/app/.config/pip/pip.conf,find-links = /wheels",
    "/opt/venv/pip.conf,index-url=https://x",
    "/etc/uv/uv.toml,[[index]]"
  })
  void an_index_in_a_file_is_an_error(String path, String line) {
    CheckResult result = good().with(path, "[global]\n" + line + "\n").check("package-index");
    assertThat(result.findings()).extracting(Finding::pathOrNull).containsExactly(path);
    assertThat(good().with(path, "[global]\n# " + line + "\n").check("package-index").findings())
        .isEmpty();
  }
}
