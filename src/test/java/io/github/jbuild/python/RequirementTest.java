package io.github.jbuild.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.jbuild.core.JbuildException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements and their markers (PEP 508). */
class RequirementTest {

  private static final MarkerEnvironment JAMMY =
      MarkerEnvironment.jetson(Pep440Version.parse("3.10.12"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A.B-C_D                              | A.B-C_D
          name<=1                              | name<=1
          name (>=3,<2)                        | name<2,>=3
          name[fred,bar] ~= 3.2                | name[bar,fred]~=3.2
          name @http://foo.com                 | name @ http://foo.com
          name@ file:///w/t.whl ; extra=='a_B' | name @ file:///w/t.whl ; extra == "a-b"
          name;os.name=='a' or os_name=="b"    | name; os_name == "a" or os_name == "b"
          name[] ; (extra == "q")              | name; extra == "q"
          name>=3;((os_name=='a') or os_name=='b') and extra=='c' \
          | name>=3; (os_name == "a" or os_name == "b") and extra == "c"
          """)
  void shows_a_requirement_as_pip_does(String text, String shown) {
    assertThat(Requirement.parse(text)).hasToString(shown);
  }

  @Test
  void reads_the_parts_of_a_requirement() {
    Requirement requirement = Requirement.parse("Uvicorn.x[standard]>=0.30; extra == 'web'");

    assertThat(requirement.normalizedName()).isEqualTo("uvicorn-x");
    assertThat(requirement.extras()).containsExactly("standard");
    assertThat(requirement.specifiers()).hasToString(">=0.30");
    assertThat(requirement.url()).isEmpty();
    assertThat(requirement.holds(JAMMY, List.of())).isFalse();
    assertThat(requirement.holds(JAMMY, List.of("Web"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Foo.Bar,foo-bar", "foo__bar--baz,foo-bar-baz", "FOO,foo", "a-_.b,a-b"})
  void normalizes_names(String name, String normal) {
    assertThat(ProjectNames.normalized(name)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          python_version >= "3.9"                          | true
          python_version < "3.9"                           | false
          python_version == "3.1"                          | false
          "3.9" <= python_version                          | true
          python_version in "3.8 3.10"                     | true
          python_version not in "3.8 3.10"                 | false
          python_full_version < "3.10.13"                  | true
          python_full_version == "3.10.*"                  | true
          sys_platform == "linux"                          | true
          sys.platform == "win32"                          | false
          platform_machine == "aarch64"                    | true
          platform_machine == "x86_64"                     | false
          platform_machine in "aarch64 arm64"              | true
          platform_release >= "5.10"                       | false
          implementation_name == "cpython"                 | true
          python_implementation == "PyPy"                  | false
          sys_platform > "l"                               | false
          os_name == "nt" and os_name == "nt" or sys_platform == "linux"   | true
          sys_platform == "linux" or os_name == "nt" and os_name == "nt"   | true
          (sys_platform == "linux" or os_name == "nt") and os_name == "nt" | false
          extra == "cuda"                                  | false
          extra != "cuda"                                  | true
          """)
  void markers_hold_as_on_a_jetson(String marker, boolean holds) {
    assertThat(Marker.parse(marker).holds(JAMMY, List.of())).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | 1  | a project's name is expected where the text ends
          -a                      | 1  | a project's name is expected where there is "-"
          a b                     | 3  | a comparison is expected where there is "b"
          a[x                     | 4  | a comma or ] is expected where the text ends
          a[x,]                   | 5  | an extra's name is expected where there is "]"
          a (>=1                  | 7  | a closing parenthesis is expected where the text ends
          a @                     | 4  | a URL is expected where the text ends
          a @ u b                 | 7  | a semicolon or the end is expected where there is "b"
          a; pythn_version < '3'  | 4  | a marker has a variable or a quoted value here, not pythn_version
          a; os_name = 'nt'       | 12 | a comparison is expected where there is "="
          a; os_name == 'nt       | 15 | a quoted value is not closed
          a; 'a' == 'b'           | 4  | a marker must compare a variable, but neither side is one
          a; os_name ~= 'nt'      | 12 | ~= compares versions, but os_name ~= "nt" has none
          a; (os_name == 'nt'     | 20 | a closing parenthesis is expected where the text ends
          """)
  void says_where_a_requirement_goes_wrong(String text, int column, String message) {
    assertThatThrownBy(() -> Requirement.parse(text))
        .hasMessage(message)
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.span().orElseThrow().column()).isEqualTo(column));
  }

  @Test
  void a_misspelt_variable_is_met_with_the_right_one() {
    assertThatThrownBy(() -> Marker.parse("pythn_version < '3'"))
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.hint().orElseThrow()).contains("\"python_version\""));
  }

  @Test
  void parentheses_end_before_the_stack_does() {
    String deep = "(".repeat(9000) + "os_name == 'nt'" + ")".repeat(9000);

    assertThatThrownBy(() -> Marker.parse(deep))
        .hasMessage("a marker has more than 100 nested parentheses");
    assertThatThrownBy(() -> Requirement.parse("a".repeat(30_000)))
        .hasMessage("a string of 30000 characters is too long to be a requirement");
  }
}
