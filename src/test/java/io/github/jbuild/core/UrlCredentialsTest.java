package io.github.jbuild.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlCredentialsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x @ https://me:pass@files.example/x.whl",
        "--index-url https://token@files.example/",
        "git+ssh://me:p@ss@files.example/x.git"
      })
  void are_found_and_hidden(String text) {
    assertThat(UrlCredentials.in(text)).isTrue();
    assertThat(UrlCredentials.hidden(text))
        .contains("://…@files.example/")
        .doesNotContain("pass", "token", "me:", "ss@");
  }

  @Test
  void are_not_what_stands_behind_the_host() {
    String text = "x @ https://files.example/a@1.0.whl?by=me@home#at@all";
    assertThat(UrlCredentials.in(text)).isFalse();
    assertThat(UrlCredentials.hidden(text)).isEqualTo(text);
  }
}
