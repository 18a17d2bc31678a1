package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLoaderTest {

  @TempDir Path folder;
  private ProfileFolder files;

  @BeforeEach
  void folder() {
    files = new ProfileFolder(folder);
  }

  @Test
  void a_name_is_looked_for_in_given_folders_then_in_profiles_then_built_in() {
    files.file("profiles/mine.yaml", ProfileFolder.MINIMAL + "description: second\n");
    assertThat(files.load("mine").description()).isEqualTo("second");

    files.file("given/mine.yml", ProfileFolder.MINIMAL + "description: first\n");
    ProfileLoader loader = new ProfileLoader(folder, List.of(Path.of("given")));
    assertThat(loader.load(ProfileSelection.of("mine")).description()).isEqualTo("first");
    assertThat(loader.load(ProfileSelection.of("jetpack")).name()).isEqualTo("jetpack");
  }

  @Test
  void unknown_names_are_answered_with_the_nearest() {
    assertThat(files.problems(ProfileSelection.of("jetpak")))
        .isEqualTo("there is no profile named \"jetpak\" | did you mean \"jetpack\"?\n");
    assertThat(files.problems(ProfileSelection.of("Jet Pack")))
        .startsWith("\"Jet Pack\" is not a valid profile name");
    assertThat(files.problems(ProfileSelection.of("./none.yaml")))
        .isEqualTo(
            "no such file: ./none.yaml | check the path; jbuild profile list prints the profiles"
                + " that are found by name\n");
    assertThat(files.problems(ProfileSelection.of("./")))
        .isEqualTo(" is a directory, not a profile | give a .yaml file\n".replaceFirst("^", "."));
  }

  @Test
  void a_file_found_by_name_must_bear_it() {
    files.file("profiles/other.yaml", ProfileFolder.MINIMAL);

    assertThat(files.problems(ProfileSelection.of("other")))
        .isEqualTo(
            "profiles/other.yaml:1:10: the profile in the file other is named \"mine\""
                + " | give file and profile the same name\n");
  }

  @Test
  void extends_merges_maps_replaces_lists_and_removes_with_null() {
    files
        .minimalWith("app: {env: {A: 1, B: 2}, command: [x, y]}\nexpect: {cuda: 12.6}\n")
        .file(
            "sub/child.yaml",
            """
            profile: child
            extends: ../mine.yaml
            app: {env: {A: null, C: 3}, command: [z]}
            expect: null
            """);

    Profile child = files.load("sub/child.yaml");

    assertThat(child.name()).isEqualTo("child");
    assertThat(child.app().env()).containsExactly(entry("B", "2"), entry("C", "3"));
    assertThat(child.app().command()).containsExactly("z");
    assertThat(child.expect().versions()).isEmpty();
    assertThat(child.origins().of("app.env.B").orElseThrow().file()).isEqualTo("mine.yaml");
    assertThat(child.origins().of("app.env.C").orElseThrow()).hasToString("sub/child.yaml:3:25");
  }

  @Test
  void the_childs_own_name_is_required() {
    files.minimalWith("").file("child.yaml", "extends: ./mine.yaml\n");

    assertThat(files.problems(ProfileSelection.of("./child.yaml")))
        .isEqualTo("./child.yaml:1:1: profile is missing\n");
  }

  @Test
  void circles_name_the_chain() {
    files
        .file("a.yaml", "profile: a\nextends: b.yaml\n")
        .file("b.yaml", "profile: b\nextends: ./sub/../a.yaml\n");

    assertThat(files.problems(ProfileSelection.of("a.yaml")))
        .isEqualTo("b.yaml:2:10: extends forms a loop: a.yaml -> b.yaml -> ./sub/../a.yaml\n");
  }

  @Test
  void chains_have_a_limit() {
    for (int i = 0; i < 13; i++) {
      files.file("p" + i + ".yaml", "profile: p\nextends: p" + (i + 1) + ".yaml\n");
    }

    assertThat(files.problems(ProfileSelection.of("p0.yaml")))
        .startsWith("p10.yaml:2:10: more than 10 profiles extend each other: p0.yaml -> p1.yaml");
  }

  @Test
  void a_missing_parent_is_told_at_its_place() {
    files.file("a.yaml", "profile: a\nextends: jetpck\n").file("b.yaml", "extends: x.yaml\n");

    assertThat(files.problems(ProfileSelection.of("a.yaml")))
        .isEqualTo(
            "a.yaml:2:10: there is no profile named \"jetpck\" | did you mean \"jetpack\"?\n");
    assertThat(files.problems(ProfileSelection.of("b.yaml")))
        .startsWith("b.yaml:1:10: no such file: x.yaml | ");
  }

  @Test
  void overlays_apply_in_order_and_cannot_extend() {
    files
        .minimalWith("apt: {runtime: [a1, b1]}\n")
        .file("o1.yaml", "apt: {runtime: [c1]}\n")
        .file("o2.yaml", "description: over\n")
        .file("o3.yaml", "extends: mine\n");

    Profile profile = files.read(selection("o1.yaml", "o2.yaml")).profile();

    assertThat(profile.apt().runtime()).containsExactly("c1");
    assertThat(profile.description()).isEqualTo("over");
    assertThat(files.problems(selection("o3.yaml")))
        .isEqualTo(
            "o3.yaml:1:1: an overlay cannot use \"extends\" | " + "give --overlay several times\n");
  }

  @Test
  void null_removes_what_is_there_and_is_refused_where_nothing_bears_the_name() {
    files.minimalWith("app: {env: {ALPHA: x}}\ndonor: null\n");

    assertThat(files.load("./mine.yaml", "app.env.ALPHA=null").app().env()).isEmpty();
    assertThat(files.problems("app.env.ALPA=null"))
        .isEqualTo(
            "<--set>:1:14: app.env.ALPA is null, but there is no value to remove"
                + " | did you mean \"ALPHA\"?\n");
  }

  @Test
  void context_is_relative_to_the_file_that_names_it() {
    files
        .minimalWith("")
        .file("profiles/deep/child.yaml", "profile: c\nextends: ../../mine.yaml\n")
        .file("other/o.yaml", "app: {context: ctx}\n");

    assertThat(files.load("profiles/deep/child.yaml", "app.context=./x").app().contextOrNull())
        .isEqualTo(folder.resolve("x"));
    assertThat(files.read(selection("other/o.yaml")).profile().app().contextOrNull())
        .isEqualTo(folder.resolve("other/ctx"));
  }

  @Test
  void version_numbers_keep_their_text() {
    assertThat(files.minimalWith("").load("./mine.yaml", "python.version=3.10").python().version())
        .isEqualTo("3.10");
  }

  @Test
  void lists_what_can_be_found_with_what_is_wrong() {
    files
        .file("profiles/good.yaml", ProfileFolder.MINIMAL.replace("mine", "good"))
        .file("profiles/bad.yaml", "profile: bad\nx: [");

    List<ProfileSummary> list = files.loader().list();
    assertThat(list)
        .extracting(ProfileSummary::name)
        .isSorted()
        .contains("bad", "good")
        .containsAll(BuiltInProfiles.NAMES)
        .hasSize(BuiltInProfiles.NAMES.size() + 2);
    assertThat(list.get(0).problemOrNull()).startsWith("profiles/bad.yaml:2:");
    assertThat(list.get(1).source()).isEqualTo("built-in");
  }

  @Test
  void refuses_files_that_are_not_text() throws IOException {
    Files.write(folder.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("big.yaml"), new byte[(1 << 20) + 1]);
    files.file("empty.yaml", "# nothing\n").file("list.yaml", "[a]\n");

    assertThat(files.problems(ProfileSelection.of("latin.yaml")))
        .isEqualTo("latin.yaml:1:1: the file is not UTF-8 text\n");
    assertThat(files.problems(ProfileSelection.of("big.yaml")))
        .startsWith("big.yaml has more than 1048576 bytes");
    assertThat(files.problems(ProfileSelection.of("empty.yaml")))
        .startsWith("empty.yaml:1:1: the file is empty");
    assertThat(files.problems(ProfileSelection.of("list.yaml")))
        .startsWith("list.yaml:1:1: a profile must be a map, not a list");
  }

  @Test
  void built_in_profiles_are_not_changed_by_files_of_the_same_name() {
    files.file("profiles/jetpack.yaml", ProfileFolder.MINIMAL.replace("mine", "jetpack"));

    assertThat(files.load("cuda-base").python().wheels()).containsKey("torch");
  }

  @Test
  void origins_of_a_valid_profile_cannot_be_changed() {
    Origins origins = files.minimalWith("").load("./mine.yaml").origins();

    assertThatThrownBy(() -> origins.places().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static java.util.Map.Entry<String, String> entry(String key, String value) {
    return java.util.Map.entry(key, value);
  }

  private static ProfileSelection selection(String... overlays) {
    return new ProfileSelection(
        "./mine.yaml", List.of(overlays).stream().map(Path::of).toList(), List.of());
  }
}
