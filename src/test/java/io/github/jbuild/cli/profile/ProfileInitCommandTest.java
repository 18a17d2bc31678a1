package io.github.jbuild.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Profile.Family;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileInitCommandTest {

  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  @TempDir Path folder;
  private TestConsole console = new TestConsole();

  @ParameterizedTest
  @MethodSource("combinations")
  void a_profile_is_valid_or_refused_for_what_is_not_known(String l4t, String family) {
    int code = init("--l4t", l4t, "--family", family);

    if (code == 0) {
      assertThat(validate()).as(console.out()).isZero();
      assertThat(console.out()).doesNotContain("error:", "warning:");
    } else {
      assertThat(code).isEqualTo(3);
      assertThat(console.err())
          .containsPattern("no digest of|no wheel of torch is known|does not build for L4T")
          .contains(l4t);
      assertThat(folder.resolve("mine.yaml")).doesNotExist();
    }
  }

  static Stream<Object[]> combinations() {
    return Facts.builtIn().releases().stream()
        .map(L4tRelease::l4t)
        .flatMap(l4t -> Arrays.stream(Family.values()).map(f -> new Object[] {l4t, f.id()}));
  }

  @ParameterizedTest
  @CsvSource({
    "l4t-cuda,",
    "l4t-jetpack,",
    "ubuntu, ubuntu:22.04",
    "l4t-pytorch, dustynv/l4t-pytorch:r36.4.0"
  })
  void every_family_can_have_all_wheels_on_r36_4_0(String family, String base) {
    List<String> arguments = new ArrayList<>(List.of("--l4t", "r36.4.0", "--family", family));
    for (String wheel : List.of("torchvision", "onnxruntime-gpu", "torch")) {
      arguments.addAll(List.of("--wheel", wheel));
    }
    if (base != null) {
      arguments.addAll(List.of("--base", base + DIGEST));
    }
    assertThat(init(arguments.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(validate()).as(console.out()).isZero();

    Profile profile = profile();
    assertThat(profile.expect().versions())
        .containsEntry("torch", "2.8.0")
        .containsEntry("torchvision", "0.23.0");
    assertThat(profile.python().constraints())
        .anySatisfy(one -> assertThat(one).startsWith("numpy<2"));
    assertThat(profile.libraries()).containsKey("cudnn");
    assertThat(profile.app().command()).containsSequence("--loop", "asyncio");
    assertThat(profile.app().env()).containsEntry("MODEL_PRELOAD", "0");
  }

  @Test
  void what_the_small_base_lacks_comes_from_a_donor() {
    assertThat(init("--l4t", "r36.4.0", "--port", "9001", "--server", "uvicorn")).isZero();

    Profile profile = profile();
    assertThat(profile.donor().orElseThrow().toString()).contains("l4t-jetpack:r36.4.0@sha256:");
    assertThat(profile.libraries().keySet()).containsExactlyInAnyOrder("cudnn", "cupti");
    assertThat(profile.app().expose()).containsExactly("9001");
  }

  @Test
  void an_application_is_copied_and_its_requirements_are_installed() throws IOException {
    Files.writeString(
        Files.createDirectory(folder.resolve("src")).resolve("r.txt"), "flask==3.0\n");

    assertThat(
            init("--l4t", "r36.4.0", "--app", "src", "--requirements", "r.txt", "--server", "none"))
        .isZero();
    assertThat(validate()).as(console.out()).isZero();

    assertThat(profile().app().contextOrNull()).isEqualTo(folder.resolve("src"));
    assertThat(profile().python().requirements()).containsExactly("r.txt");
    assertThat(profile().app().entrypoint()).containsExactly("tini", "--");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fastapi|fastapi,uvicorn",
        "fastapi,Uvicorn[standard]==0.34.0|fastapi,Uvicorn[standard]==0.34.0",
        "uvicorn-worker|uvicorn-worker,uvicorn",
      })
  void the_server_is_installed_unless_the_packages_name_it(String named, String installed) {
    assertThat(init("--l4t", "r36.4.0", "--python-packages", named)).as(console.err()).isZero();
    assertThat(profile().python().packages()).containsExactly(installed.split(","));
  }

  @Test
  void a_file_is_replaced_only_with_force() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "mine");

    assertThat(init("--l4t", "r36.4.0")).isEqualTo(2);
    assertThat(console.err()).contains("already exists", "--force");
    assertThat(file).hasContent("mine");

    assertThat(init("--l4t", "r36.4.0", "--force")).isZero();
    assertThat(profile().l4t()).isEqualTo("r36.4.0");
    assertThat(folder.toFile().list()).containsExactly("mine.yaml");
  }

  @Test
  void a_dash_is_standard_output() {
    assertThat(run("mine", "--l4t", "r36.4.0", "-o", "-")).isZero();
    assertThat(console.out()).startsWith("# mine on L4T r36.4.0").contains("\nprofile: mine\n");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "mine, 2, --l4t is missing, jbuild profile init my-app",
    "'', 2, the name is missing, jbuild profile init my-app",
    "Mine --l4t r36.4.0, 2, is not a valid profile name, lower-case",
    "mine --l4t r36.4.0 --family l4t-cud, 2, unknown family, did you mean \"l4t-cuda\"",
    "mine --l4t r36.4.0 --base ubuntu:22.04, 2, has no digest, sha256",
    "mine --l4t r36.4.0 --port 0, 2, the port 0, ''",
    "mine --l4t r36.4.0 --requirements r.txt, 2, --requirements without --app, ''",
    "mine --l4t r99.1, 3, nothing is known about L4T, nearest known releases",
    "mine --l4t r36.4.0 --wheel torch=2.7.0, 3, no wheel of torch 2.7.0 is known, jbuild facts wheels",
    "mine --l4t r36.4.0 --wheel torch --wheel torchvision=0.24.1, 3, beside torch 2.8.0, ''"
  })
  void says_what_is_wrong(String arguments, int code, String message, String hint) {
    List<String> all =
        new ArrayList<>(Stream.of(arguments.split(" ")).filter(one -> !one.isEmpty()).toList());
    all.addAll(List.of("-o", folder.resolve("mine.yaml").toString()));

    assertThat(run(all.toArray(String[]::new))).isEqualTo(code);
    assertThat(console.err()).contains(message, hint);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void asks_a_person_for_what_no_option_says() {
    String answers = "my-own\nl4t-jetpack\nnone\n\nnone\n";

    assertThat(runAnswering(answers, "--l4t", "r36.4.3", "-o", "-")).isZero();
    assertThat(console.err()).contains("Name of the profile [my-app]: ", "Jetson wheels [torch]: ");
    assertThat(console.err()).doesNotContain("L4T release on the devices [");
    assertThat(console.out())
        .contains("profile: my-own\n", "l4t: r36.4.3\n", "family: l4t-jetpack\n")
        .doesNotContain("uvicorn");
  }

  @Test
  void writes_nothing_when_a_person_stops_answering() {
    assertThat(runAnswering("my-own\n", "-o", folder.resolve("mine.yaml").toString()))
        .isEqualTo(130);
    assertThat(folder).isEmptyDirectory();
  }

  private int runAnswering(String answers, String... arguments) {
    BufferedReader person = new BufferedReader(new StringReader(answers));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, "init");
    return console.run(
        "init", i -> new ProfileInitCommand(() -> Optional.of(person)), all.toArray(String[]::new));
  }

  private int init(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, "mine");
    all.addAll(List.of("-o", folder.resolve("mine.yaml").toString()));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return console.run(
        "init",
        i -> new ProfileInitCommand(Optional::empty),
        Stream.concat(Stream.of("init"), Stream.of(arguments)).toArray(String[]::new));
  }

  private int validate() {
    return console.jbuild("profile", "validate", folder.resolve("mine.yaml").toString());
  }

  private Profile profile() {
    return new ProfileLoader(folder, List.of()).load(ProfileSelection.of("./mine.yaml"));
  }
}
