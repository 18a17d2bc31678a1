package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Profile.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInProfilesTest {

  @TempDir Path empty;

  @Test
  void names_are_those_of_the_files_in_the_project() throws IOException {
    assertThat(BuiltInProfiles.NAMES).isEqualTo(namesIn(Path.of("profiles")));
    assertThat(BuiltInProfiles.FRAGMENTS).isEqualTo(namesIn(Path.of("profiles/fragments")));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
      return StreamSupport.stream(files.spliterator(), false)
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fragments")
  void a_fragment_gives_a_reason_for_each_value(String name) {
    LoadedProfile fragment = new ProfileLoader(empty, List.of()).readFragment(name);

    Profile profile = fragment.profile();
    assertThat(fragment.document().entries()).containsKey("description");
    assertThat(profile.reasons().keySet())
        .containsAll(profile.app().env().keySet().stream().map(key -> "app.env." + key).toList())
        .isNotEmpty();
  }

  static List<String> fragments() {
    return BuiltInProfiles.FRAGMENTS;
  }

  @Test
  void uvicorn_is_stopped_by_a_signal_and_runs_on_its_own_loop_without_reload() {
    Profile profile = new ProfileLoader(empty, List.of()).readFragment("uvicorn").profile();

    assertThat(profile.app().entrypoint()).containsExactly("tini", "--");
    assertThat(profile.app().command()).containsSequence("--loop", "asyncio");
    assertThat(profile.app().command()).doesNotContain("--reload");
    assertThat(profile.app().env()).containsEntry("MODEL_PRELOAD", "0");
    assertThat(profile.reasons().get("app.command")).contains("uvloop", "--reload");
  }

  @Test
  void jetpack_takes_its_libraries_from_the_base() {
    Profile profile = load("jetpack");

    assertThat(profile.base().family()).isEqualTo(Family.L4T_JETPACK);
    assertThat(profile.donor()).isEmpty();
    assertThat(profile.libraries().values())
        .allSatisfy(library -> assertThat(library.from()).isEqualTo(Profile.Provider.BASE));
    assertThat(profile.expect().maxSizeOrNull()).isEqualTo(15_000_000_000L);
  }

  @Test
  void cuda_base_has_the_software_of_jetpack_on_another_base() {
    Profile profile = load("cuda-base");

    assertThat(profile.base().family()).isEqualTo(Family.L4T_CUDA);
    assertThat(profile.base().image().tag()).contains("12.6.11-runtime");
    assertThat(profile.donor()).contains(load("jetpack").base().image());
    assertThat(profile.libraries().values())
        .allSatisfy(library -> assertThat(library.from()).isEqualTo(Profile.Provider.DONOR));
    assertThat(profile.python()).isEqualTo(load("jetpack").python());
    assertThat(profile.python().version()).isEqualTo("3.10");
    assertThat(profile.sources()).isEqualTo(load("jetpack").sources());
    assertThat(profile.expect().maxSizeOrNull()).isEqualTo(7_000_000_000L);
  }

  @Test
  void inherited_values_keep_their_place() {
    Origins origins = load("cuda-base").origins();

    assertThat(origins.of("base.image").orElseThrow().file())
        .isEqualTo("<built-in cuda-base.yaml>");
    assertThat(origins.of("python.wheels.torch").orElseThrow().file())
        .isEqualTo("<built-in jetpack.yaml>");
    assertThat(origins.of("python.wheels.torch").orElseThrow().text().strip()).isEqualTo("torch:");
  }

  private Profile load(String name) {
    return new ProfileLoader(empty, List.of()).load(ProfileSelection.of(name));
  }
}
