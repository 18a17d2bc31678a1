package io.github.jbuild.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretScannerTest {

  private static final String MIXED = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1h";
  private static final String LINE =
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n";

  @ParameterizedTest
  @CsvSource({
    "ghp_,36,a GitHub token",
    "gho_,36,a GitHub token",
    "ghs_,36,a GitHub token",
    "github_pat_,46,a GitHub token",
    "glpat-,20,a GitLab token",
    "xoxb-,24,a Slack token",
    "hf_,34,a Hugging Face token",
    "nvapi-,46,an NVIDIA API key",
    "pypi-AgEIcHlwaS5vcmc,46,a PyPI token",
    "npm_,36,an npm token",
    "sk-proj-,46,an OpenAI key",
    "AIza,35,a Google API key",
    "dckr_pat_,27,a Docker Hub token"
  })
  void knows_tokens_by_their_prefix(String prefix, int length, String kind) {
    String token = prefix + MIXED.substring(0, length);
    assertThat(SecretScanner.inText("key: \"" + token + "\"\n")).contains(kind);
    assertThat(SecretScanner.inText(prefix + "x".repeat(length))).isEmpty();
    assertThat(SecretScanner.inText("a" + token)).isEmpty();
    assertThat(SecretScanner.inText(prefix + MIXED.substring(0, 12))).isEmpty();
  }

  @Test
  void knows_access_keys_of_aws_but_not_the_one_of_its_documentation() {
    assertThat(SecretScanner.inText("AKIAQ3EGRIT5W7YX2ZPL")).contains("an AWS access key");
    assertThat(SecretScanner.inText("AKIAIOSFODNN7EXAMPLE")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm_config_global_ignore_file_and_some_more_names = 1",
        "def hf_quantizer_preprocess_model_with_kwargs_for_all():",
        "torch/x.py,sha256=hf_5rS7tU9vW1xY3zA5bC7dE9fG1hMNOPqrstuvwxyz012,12",
        "AKIAaB3dE5fG7hJ9kL1mN3pQ5rS7tU9v",
        "pre-commit-config sk-proj- ghp_ xoxb-",
      })
  void words_that_only_begin_like_a_token_are_none(String text) {
    assertThat(SecretScanner.inText(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "})
  void knows_private_keys(String kind) {
    String key = "-----BEGIN " + kind + "PRIVATE KEY-----\n" + LINE.repeat(3);
    assertThat(SecretScanner.inText("# mine\n" + key)).contains("a private key");
    assertThat(SecretScanner.inText("{\"k\": \"" + key.replace("\n", "\\n") + "\"}"))
        .contains("a private key");
  }

  @Test
  void knows_an_encrypted_key_of_the_old_form() {
    assertThat(
            SecretScanner.inText(
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                    + "DEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF\n\n"
                    + LINE))
        .contains("a private key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if text.startswith('-----BEGIN PRIVATE KEY-----'):",
        "A file begins with -----BEGIN PRIVATE KEY----- and then comes the key itself, in base64, with"
            + " lines of sixty-four characters, until the title is repeated at its end.",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + LINE,
        "-----BEGIN CERTIFICATE-----\n" + LINE,
      })
  void texts_about_keys_and_public_keys_are_no_secrets(String text) {
    assertThat(SecretScanner.inText(text)).isEmpty();
  }

  @Test
  void tells_the_line_and_never_the_value() {
    String token = "ghp_" + MIXED.substring(0, 36);
    SecretHits hits =
        SecretScanner.scan(("one\ntwo\n" + token + "\n").getBytes(US_ASCII)).orElseThrow();
    assertThat(hits.hits()).containsExactly(new SecretHit("a GitHub token", 3));
    assertThat(hits.toString()).doesNotContain(token.substring(4));
  }

  @ParameterizedTest
  @CsvSource({
    "HF_TOKEN,abcdef",
    "api-key,abcdef",
    "DB_PASSWORD,hunter2",
    "db.passwd,hunter2",
    "MY_SECRET,x",
    "PRIVATE_KEY,abc",
    "AWS_SECRET_ACCESS_KEY,abc"
  })
  void knows_variables_by_their_names(String name, String value) {
    assertThat(SecretScanner.inVariable(name, value))
        .contains("a value whose name suggests a secret");
  }

  @ParameterizedTest
  @CsvSource({
    "HF_TOKEN,''",
    "HF_TOKEN,$TOKEN",
    "HF_TOKEN,${TOKEN:-}",
    "HF_TOKEN,$(cat /run/secrets/token)",
    "HF_TOKEN,`cat /run/secrets/token`",
    "HF_TOKEN,/run/secrets/token",
    "POSTGRES_PASSWORD_FILE,secret.txt",
    "MAX_TOKEN,4096",
    "TOKEN_LIMIT,1048576",
    "USE_TOKEN,True",
    "TOKENIZERS_PARALLELISM,maybe",
    "GPG_KEY,A035C8C19219BA821ECEA86B64E628F8D684696D",
    "NVIDIA_VISIBLE_DEVICES,all",
    "PASSWORD,<password>"
  })
  void references_and_settings_are_no_secrets(String name, String value) {
    assertThat(SecretScanner.inVariable(name, value)).isEmpty();
  }

  @Test
  void knows_passwords_in_urls_but_not_references_and_ports() {
    assertThat(SecretScanner.inText("x https://me:hunter2@index.example/simple"))
        .contains("a URL with a password");
    assertThat(SecretScanner.inText("https://$USER:$PASS@index.example")).isEmpty();
    assertThat(SecretScanner.inText("https://${USER}:${PASS}@index.example")).isEmpty();
    assertThat(SecretScanner.inText("http://index.example:8080/a@1.2")).isEmpty();
    assertThat(SecretScanner.inText("git+https://git.example/repo@v1.2")).isEmpty();
  }

  /** A pattern that begins anew at each letter of a word would take hours. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void long_words_do_not_make_it_slow() {
    String word = "a".repeat(1 << 20);
    assertThat(SecretScanner.inText(word + " " + "hn".repeat(1 << 19))).isEmpty();
    assertThat(SecretScanner.inText("a://".repeat(1 << 18))).isEmpty();
    assertThat(SecretScanner.inVariable("A_TOKEN", "_".repeat(1 << 20))).isPresent();
  }

  @Test
  void bytes_of_any_kind_are_looked_at_without_harm() {
    byte[] bytes = new byte[4096];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    assertThatCode(() -> SecretScanner.scan(bytes)).doesNotThrowAnyException();
    for (String end :
        new String[] {"-", "--", "-----BEGIN ", "-----BEGIN PRIVATE KEY", "hf_", "A"}) {
      assertThat(SecretScanner.scan(end.getBytes(US_ASCII))).isEmpty();
    }
  }
}
