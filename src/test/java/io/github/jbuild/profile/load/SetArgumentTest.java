package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.profile.Profile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetArgumentTest {

  @TempDir Path folder;
  private ProfileFolder files;

  @BeforeEach
  void profile() {
    files = new ProfileFolder(folder).minimalWith("apt: {runtime: [a1, b1]}\n");
  }

  @Test
  void sets_values_in_maps_that_need_not_be_there() {
    Profile profile = load("app.env.A=x", "expect.max-size=1GB", "app.env={B: y}");

    assertThat(profile.app().env()).containsEntry("A", "x").containsEntry("B", "y");
    assertThat(profile.expect().maxSizeOrNull()).isEqualTo(1_000_000_000L);
  }

  @Test
  void sets_adds_and_removes_items_of_lists() {
    assertThat(load("apt.runtime[1]=c1").apt().runtime()).containsExactly("a1", "c1");
    assertThat(load("apt.runtime[2]=c1").apt().runtime()).containsExactly("a1", "b1", "c1");
    assertThat(load("apt.runtime[0]=null").apt().runtime()).containsExactly("b1");
    assertThat(load("apt.build[0]=c1").apt().build()).containsExactly("c1");
    assertThat(load("apt.runtime=[x1, y1]").apt().runtime()).containsExactly("x1", "y1");
  }

  @Test
  void sets_fields_of_items() {
    Profile profile = load("app.context=.", "app.copy=[{from: a, to: /a}]", "app.copy[0].to=/b");

    assertThat(profile.app().copy().get(0).to()).isEqualTo("/b");
  }

  @Test
  void quoted_keys_may_hold_dots() {
    Profile profile = load("image.labels.\"org.example.a\"=1.10");

    assertThat(profile.image().labels()).containsEntry("org.example.a", "1.10");
    assertThat(profile.origins().of("image.labels.\"org.example.a\"").orElseThrow())
        .hasToString("<--set>:1:30");
  }

  @Test
  void values_keep_everything_behind_the_first_equals_sign() {
    assertThat(load("python.packages=['a==1.0']").python().packages()).containsExactly("a==1.0");
    assertThat(load("app.env.A=''").app().env()).containsEntry("A", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "description|12|there is no =",
        "=x|1|a key is missing here",
        "a..b=x|3|a key is missing here",
        "a b=x|2|a key consists of letters, digits, _ and -",
        "a[x]=1|2|a list item is written as [0]",
        "'a.\"b=1'|3|the closing quote is missing",
        "description=|13|there is no value after the =",
        "description=@x|13|not valid YAML",
        "description=!!str x|13|YAML tags such as",
        "apt.runtime[3]=x|12|the list has no item 3; it has 2",
        "apt.runtime[2]=null|12|the list has no item 2; it has 2",
        "l4t.x=1|5|\"x\" was requested in the string \"r36.4.0\"",
        "l4t[0]=1|4|an item was requested in the string \"r36.4.0\"",
        "extends=jetpack|1|--set cannot use \"extends\"",
        "pyton.version=3|1|unknown key \"pyton\""
      })
  void mistakes_point_into_the_argument(String argument, int column, String message) {
    assertThat(files.problems(argument)).startsWith("<--set>:1:" + column + ": " + message);
  }

  private Profile load(String... sets) {
    return files.load("./mine.yaml", sets);
  }
}
