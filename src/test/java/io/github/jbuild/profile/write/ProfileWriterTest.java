package io.github.jbuild.profile.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.load.LoadedProfile;
import io.github.jbuild.profile.load.ProfileFolder;
import io.github.jbuild.profile.load.ProfileSelection;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileWriterTest {

  private static final String TRICKY =
      """
      description: "yes: # no"
      app:
        context: .
        copy: [{from: [a, "b c"], to: /x}, {from: d, to: /y}]
        env: {A: 3.10, B: "on", C: " x ", D: "", E: 1, F: true, G: "a\\"b\\\\c", H: é}
        command: ["-c", "x\\ty\\nz", "*", "&a", "[", "{}"]
        healthcheck: {command: [x], retries: 3}
        entrypoint: []
      image: {labels: {}}
      python: {upgrade: true}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jetpack", "cuda-base"})
  void what_it_writes_of_built_in_profiles_loads_as_the_same(String name) {
    ProfileFolder files = new ProfileFolder(folder);
    LoadedProfile profile = files.read(ProfileSelection.of(name));

    files.file("again.yaml", ProfileWriter.yaml(profile, false));

    assertThat(withoutOrigins(files.load("./again.yaml")))
        .isEqualTo(withoutOrigins(profile.profile()));
  }

  @Test
  void what_it_writes_of_tricky_values_loads_as_the_same() {
    LoadedProfile profile = tricky();
    ProfileFolder files = new ProfileFolder(folder);
    files.file("plain.yaml", ProfileWriter.yaml(profile, false));
    files.file("origins.yaml", ProfileWriter.yaml(profile, true));
    files.file("json.yaml", ProfileJson.of(profile, false));

    Profile expected = withoutOrigins(profile.profile());
    assertThat(withoutOrigins(files.load("./plain.yaml"))).isEqualTo(expected);
    assertThat(withoutOrigins(files.load("./origins.yaml"))).isEqualTo(expected);
    assertThat(withoutOrigins(files.load("./json.yaml"))).isEqualTo(expected);
  }

  @Test
  void versions_that_look_like_numbers_are_quoted() {
    assertThat(ProfileWriter.yaml(tricky(), false))
        .contains("    A: \"3.10\"\n", "    E: 1\n", "    B: \"on\"\n", "  entrypoint: []\n")
        .contains(
            """
              copy:
                - from:
                    - a
                    - "b c"
                  to: /x
            """
                .indent(0));
  }

  @Test
  void origins_stand_behind_values() {
    assertThat(ProfileWriter.yaml(new ProfileFolder(folder).read(cudaBase()), true))
        .startsWith("profile: cuda-base  # <built-in cuda-base.yaml>:4:10\n")
        .contains("base:  # <built-in cuda-base.yaml>:10:1\n")
        .contains("  workdir: /app  # <built-in jetpack.yaml>:")
        .contains("  max-size: \"7GB\"  # <--set>:1:17\n");
  }

  @Test
  void json_has_origins_by_field() throws Exception {
    LoadedProfile profile = new ProfileFolder(folder).read(cudaBase());

    JsonNode json = new ObjectMapper().readTree(ProfileJson.of(profile, true));

    assertThat(json.at("/python/version").asText()).isEqualTo("3.10");
    assertThat(json.get("origins").get("expect.max-size").asText()).isEqualTo("<--set>:1:17");
    assertThat(new ObjectMapper().readTree(ProfileJson.of(profile, false)).has("origins"))
        .isFalse();
  }

  private static ProfileSelection cudaBase() {
    return new ProfileSelection(
        "cuda-base", java.util.List.of(), java.util.List.of("expect.max-size=7GB"));
  }

  private LoadedProfile tricky() {
    ProfileFolder files = new ProfileFolder(folder);
    files.minimalWith("").file("tricky.yaml", TRICKY);
    return files.read(
        new ProfileSelection(
            "./mine.yaml", java.util.List.of(Path.of("tricky.yaml")), java.util.List.of()));
  }

  private static Profile withoutOrigins(Profile p) {
    return new Profile(
        p.name(),
        p.description(),
        p.l4t(),
        p.base(),
        p.donorOrNull(),
        p.libraries(),
        p.loaderPaths(),
        p.apt(),
        p.tools(),
        p.sources(),
        p.python(),
        p.app(),
        p.image(),
        p.expect(),
        p.raw(),
        p.reasons(),
        p.suppressed(),
        new Origins(Map.of()));
  }
}
