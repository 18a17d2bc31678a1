package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.cli.build.BuildCommand;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.facts.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

  @ParameterizedTest
  @CsvSource({
    "render --profile cuda-base,true",
    "plan -p cuda-base,true",
    "build --keep-going -q,true",
    "build --verbose,false",
    "build -qv,false",
    "build -v,false",
    "profile list,false",
    "--version,false",
    "--help render,false"
  })
  void begins_for_commands_that_plan_and_log_nothing(String line, boolean suits) {
    assertThat(WarmUp.suits(line.split(" ", -1))).isEqualTo(suits);
  }

  @Test
  void does_not_begin_without_a_command() {
    assertThat(WarmUp.suits(new String[0])).isFalse();
  }

  @Test
  void gives_the_same_facts_with_and_without_a_second_thread() {
    BuiltIns begun = new BuiltIns();
    new WarmUp(begun).begin(BuildCommand.NAME);
    assertThat(new Facts(begun.tables()).releases())
        .isEqualTo(Facts.builtIn().releases())
        .isEqualTo(new Facts(new BuiltIns().tables()).releases());
  }

  @Test
  void makes_each_thing_once() {
    BuiltIns builtIns = new BuiltIns();
    new WarmUp(builtIns).begin(BuildCommand.NAME);
    assertThat(new Facts(builtIns.tables()).releases())
        .isSameAs(new Facts(builtIns.tables()).releases());
    assertThat(builtIns.renderer()).isSameAs(builtIns.renderer());
  }
}
