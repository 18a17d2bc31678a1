package io.github.jbuild.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.core.Digest;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.Python;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.JetsonProfile;
import io.github.jbuild.testing.ProfileBuilder;
import io.github.jbuild.testing.WheelFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script runs here, with packages of its own in place of torch and the others. */
final class DeviceScriptTest {

  private static final String WHEEL_HASH =
      ImageFixture.hex("torch".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;
  private Path site;

  @BeforeEach
  void torchAndNumpy() throws IOException {
    site = Files.createDirectories(folder.resolve("site"));
    install(
        WheelFixture.wheel("torch", "2.8.0")
            .from(WHEEL_HASH)
            .file(
                "torch/__init__.py",
                """
                __version__ = "2.8.0+cu126"
                class version: cuda = "12.6"
                class cuda:
                    @staticmethod
                    def is_available(): return False
                """));
    install(
        WheelFixture.wheel("numpy", "1.26.4")
            .file("numpy/__init__.py", "__version__ = '1.26.4'\n"));
  }

  private void install(WheelFixture wheel) {
    wheel
        .in(site.toString())
        .forEach(
            (path, content) -> {
              try {
                Files.createDirectories(Path.of(path).getParent());
                Files.write(Path.of(path), content);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Expectations of a profile with these versions and perhaps torch's wheel. */
  private static Expectations expecting(Map<String, String> versions, boolean torch) {
    ProfileBuilder builder = new ProfileBuilder();
    if (torch) {
      builder.wheels.put("torch", new Python.Wheel("2.8.0", new Digest(WHEEL_HASH), null));
    }
    builder.expected = versions;
    Plan plan = new Planner(Facts.builtIn()).plan(builder.build());
    return new Expectations(plan, Facts.builtIn(), ImageFacts.builtIn(), Map.of());
  }

  private record Ran(int exitCode, String output) {

    /** The cells behind the state and the name of a row: value and expectation. */
    String row(String state, String name) {
      String begin = "row\t" + state + "\t" + name + "\t";
      return output
          .lines()
          .filter(line -> line.startsWith(begin))
          .map(line -> line.substring(begin.length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no row " + state + " " + name + " in " + output));
    }
  }

  private Ran run(Expectations expected, boolean rows) throws Exception {
    return run(List.of("/bin/sh", "-c", DeviceScript.of(expected, ""), "sh", "--inside"), rows);
  }

  private Ran run(List<String> command, boolean rows) throws Exception {
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", site.toString());
    builder.environment().put("JBUILD_ROWS", rows ? "1" : "");
    builder.directory(folder.toFile()).redirectOutput(out.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), Files.readString(out));
  }

  @Test
  void the_script_is_posix_shell_and_its_program_is_python() throws Exception {
    Path script = folder.resolve("device.sh");
    Files.writeString(script, DeviceScript.of(JetsonProfile.good().expectations(), "vision:1"));
    assertThat(run(List.of("sh", "-n", script.toString()), true)).isEqualTo(new Ran(0, ""));
    Path program = folder.resolve("device.py");
    try (var in = DeviceScript.class.getResourceAsStream("/verify/device.py")) {
      assertThat(in).isNotNull();
      Files.copy(in, program);
    }
    assertThat(run(List.of("python3", "-m", "py_compile", program.toString()), true))
        .isEqualTo(new Ran(0, ""));
  }

  @Test
  void rows_say_what_is_as_expected_wrong_absent_and_unknown() throws Exception {
    Ran ran =
        run(expecting(Map.of("torch", "2.8.0", "numpy", "<1.20", "cudnn", "9.3"), true), true);
    assertThat(ran.row("GOOD", "torch")).isEqualTo("2.8.0+cu126\t2.8.0");
    assertThat(ran.row("BAD", "NumPy")).isEqualTo("1.26.4\t<1.20");
    assertThat(ran.row("BAD", "cuDNN")).isEqualTo("not installed\t9.3");
    assertThat(ran.row("ABSENT", "TensorRT")).isEqualTo("not installed\t");
    assertThat(ran.row("UNKNOWN", "convolution")).isEqualTo("no GPU here\t");
    assertThat(ran.row("GOOD", "torch built for CUDA")).isEqualTo("12.6\t");
    assertThat(ran.row("GOOD", "pinned torch"))
        .isEqualTo("2.8.0 sha256 " + WHEEL_HASH.substring(0, 12) + "\t");
    assertThat(ran.output()).contains("note\twhether cuDNN computes: ");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void people_read_the_same_rows_in_columns() throws Exception {
    Ran ran = run(expecting(Map.of("numpy", "<2"), false), false);
    assertThat(ran.output())
        .containsPattern("(?m)^good     NumPy                  1.26.4  \\(expected <2\\)$")
        .contains("not proven: ")
        .doesNotContain("\t");
  }

  @ParameterizedTest
  @CsvSource({
    "12.6.68,12.6,true",
    "12.60,12.6,false",
    "3.10.12,3.10,true",
    "3.10.12,3.1,false",
    "3.1,3.10,false",
    "1.26.4,<2,true",
    "2.0.0,<2,false",
    "1.26.4,'>=1.21,<2',true",
    "1.20,'>=1.21,<2',false",
    "2.8.0+cu126,2.8.0,true",
    "2.8.0,==2.8,true",
    "2.8.1,==2.8,false",
    "2.8.1,==2.8.*,true",
    "2.8.1,!=2.8.*,false",
    "2.8.1,!=2.8,true",
    "1.26.4,~=1.26.2,true",
    "1.27.0,~=1.26.2,false",
    "1.26.1,~=1.26.2,false"
  })
  void versions_hold_as_they_do_in_the_checks(String found, String expected, boolean holds)
      throws Exception {
    install(
        WheelFixture.wheel("numpy", "1.26.4")
            .file("numpy/__init__.py", "__version__ = '" + found + "'\n"));
    Ran ran = run(expecting(Map.of("numpy", expected), false), true);
    assertThat(ran.row(holds ? "GOOD" : "BAD", "NumPy")).isEqualTo(found + "\t" + expected);
  }

  @Test
  void one_byte_of_a_pinned_wheel_makes_it_another() throws Exception {
    Path module = site.resolve("torch/__init__.py");
    Files.writeString(module, Files.readString(module).replace("False", "False "));
    Ran ran = run(expecting(Map.of(), true), true);
    assertThat(ran.row("BAD", "pinned torch"))
        .isEqualTo("RuntimeError: torch/__init__.py differs from the file in the wheel\t");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void a_wheel_from_elsewhere_is_not_the_pinned_one() throws Exception {
    install(WheelFixture.wheel("torch", "2.8.0").from("0".repeat(64)));
    Ran ran = run(expecting(Map.of(), true), true);
    assertThat(ran.row("BAD", "pinned torch"))
        .startsWith("RuntimeError: installed from a file with sha256 000000");
  }

  @Test
  void a_module_that_does_not_import_is_bad_and_the_rest_goes_on() throws Exception {
    Files.writeString(site.resolve("numpy/__init__.py"), "raise ImportError('a\\tb\\nrow\\tGOOD')");
    Ran ran = run(expecting(Map.of(), false), true);
    assertThat(ran.row("BAD", "NumPy")).isEqualTo("ImportError: a b row GOOD\t");
    assertThat(ran.row("GOOD", "torch")).isEqualTo("2.8.0+cu126\t");
  }

  @Test
  void hostile_values_are_compared_and_never_executed() throws Exception {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String value : hostile()) {
      versions.clear();
      versions.put("numpy", value);
      versions.put("a'; touch hacked\n\t#\"$(touch hacked)", "1");
      Expectations expected = expecting(versions, false);
      Path script = folder.resolve("device.sh");
      Files.writeString(script, DeviceScript.of(expected, value));
      Ran ran = run(List.of("sh", script.toString(), "--inside"), true);
      assertThat(folder.resolve("hacked")).doesNotExist();
      assertThat(ran.row("BAD", "NumPy")).startsWith("1.26.4\t");
      assertThat(ran.output().lines().filter(line -> line.startsWith("row\tGOOD\tforged")))
          .isEmpty();
    }
  }

  private List<String> hostile() {
    List<String> values = new ArrayList<>();
    values.add("9'; touch hacked; '");
    values.add("9$(touch hacked)`touch hacked`");
    values.add("9\"\"\"\n__import__('os').system('touch hacked')\n");
    values.add("9\nrow\tGOOD\tforged\t1\t1");
    values.add("9\\'; touch hacked #");
    return values;
  }
}
