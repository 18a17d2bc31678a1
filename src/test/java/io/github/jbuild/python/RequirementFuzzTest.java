package io.github.jbuild.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jbuild.core.JbuildException;
import java.util.List;
import java.util.function.Function;

/** Whatever metadata holds is read, and read alike again, or refused with a place. */
class RequirementFuzzTest {

  private static final MarkerEnvironment JAMMY =
      MarkerEnvironment.jetson(Pep440Version.parse("3.10.12"));

  @FuzzTest
  void any_version_is_read_or_refused_with_a_place(FuzzedDataProvider data) {
    readsAgain(
        data.consumeRemainingAsString(),
        text -> {
          Pep440Version version = Pep440Version.parse(text);
          assertThat(Pep440Version.parse(version.toString())).isEqualTo(version);
          assertThat(version.compareTo(version.base()))
              .isEqualTo(-version.base().compareTo(version));
          return version.toString();
        });
  }

  @FuzzTest
  void any_specifier_is_read_or_refused_with_a_place(FuzzedDataProvider data) {
    Pep440Version version = Pep440Version.parse("1.1.post1+cu126");
    readsAgain(
        data.consumeRemainingAsString(),
        text -> {
          VersionSpecifiers specifiers = VersionSpecifiers.parse(text);
          return specifiers + "|" + specifiers.containsInstalled(version);
        },
        shown -> shown.substring(0, shown.lastIndexOf('|')));
  }

  @FuzzTest
  void any_requirement_is_read_or_refused_with_a_place(FuzzedDataProvider data) {
    readsAgain(data.consumeRemainingAsString(), text -> Requirement.parse(text).toString());
  }

  @FuzzTest
  void any_marker_is_read_or_refused_with_a_place(FuzzedDataProvider data) {
    readsAgain(
        data.consumeRemainingAsString(),
        text -> {
          Marker marker = Marker.parse(text);
          return marker + "|" + marker.holds(JAMMY, List.of("test"));
        },
        shown -> shown.substring(0, shown.lastIndexOf('|')));
  }

  private static void readsAgain(String text, Function<String, String> read) {
    readsAgain(text, read, Function.identity());
  }

  private static void readsAgain(
      String text, Function<String, String> read, Function<String, String> asText) {
    String shown;
    try {
      shown = read.apply(text);
    } catch (JbuildException e) {
      assertThat(e.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
      assertThat(e.span()).isPresent();
      assertThat(e.hint()).isPresent();
      return;
    }
    assertThat(read.apply(asText.apply(shown))).isEqualTo(shown);
  }
}
