package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.profile.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentsTest {

  @TempDir Path folder;
  private ProfileFolder files;

  @BeforeEach
  void folder() {
    files = new ProfileFolder(folder);
  }

  @Test
  void lies_over_what_is_extended_and_below_the_profile_overlays_and_settings() {
    files
        .file("parent.yaml", ProfileFolder.MINIMAL + env("A: p, B: p, C: p, D: p, E: p, F: p"))
        .file("profiles/fragments/one.yaml", "fragment: one\n" + env("B: one, C: one, D: one"))
        .file("two.yaml", "fragment: other-name\n" + env("C: two, D: two, E: two, F: two"))
        .file("over.yaml", env("E: over, F: over"))
        .file(
            "mine.yaml",
            "profile: mine\nextends: ./parent.yaml\nuse: [one, ./two.yaml]\n"
                + env("D: own, E: own, F: own"));

    LoadedProfile loaded =
        files.read(
            new ProfileSelection(
                "./mine.yaml", List.of(Path.of("over.yaml")), List.of("app.env.F=set")));

    assertThat(loaded.profile().app().env())
        .isEqualTo(Map.of("A", "p", "B", "one", "C", "two", "D", "own", "E", "over", "F", "set"));
    assertThat(loaded.origins().of("app.env.C").orElseThrow()).hasToString("two.yaml:2:16");
    assertThat(loaded.document().entries()).doesNotContainKeys("use", "fragment");
  }

  @Test
  void what_a_parent_uses_is_inherited() {
    files
        .file("parent.yaml", ProfileFolder.MINIMAL + "use: [threads]\n")
        .file("mine.yaml", "profile: mine\nextends: ./parent.yaml\nuse: null\n");

    Profile profile = files.load("./mine.yaml");

    assertThat(profile.app().env()).containsEntry("OMP_NUM_THREADS", "1");
    assertThat(profile.origins().of("app.env.OMP_NUM_THREADS").orElseThrow().file())
        .isEqualTo("<built-in fragments/threads.yaml>");
  }

  @Test
  void paths_in_a_fragment_start_from_its_file() {
    files.file("a/f.yaml", "fragment: f\napp: {context: ctx}\n").minimalWith("use: [a/f.yaml]\n");

    assertThat(files.load("./mine.yaml").app().contextOrNull()).isEqualTo(folder.resolve("a/ctx"));
  }

  @Test
  void a_reason_goes_with_the_field_that_is_removed() {
    files.minimalWith("use: [threads]\napp: {env: {MKL_NUM_THREADS: null}}\n");

    assertThat(files.load("./mine.yaml").reasons())
        .containsOnlyKeys("app.env.TOKENIZERS_PARALLELISM", "app.env.OMP_NUM_THREADS");
    assertThat(files.load("./mine.yaml", "app.env.OMP_NUM_THREADS=null").reasons())
        .containsOnlyKeys("app.env.TOKENIZERS_PARALLELISM");
  }

  @Test
  void a_reason_needs_its_field() {
    files.minimalWith("reasons: {app.env.A: x, python.versoin: y, python.version: z}\n");

    assertThat(files.problems())
        .isEqualTo(
            """
            ./mine.yaml:9:11: reasons."app.env.A": the profile has no field "app.env.A" | use \
            the path of a field as jbuild profile show prints it, such as app.env
            ./mine.yaml:9:25: reasons."python.versoin": the profile has no field \
            "python.versoin" | did you mean "python.version"?
            """);
  }

  @Test
  void says_which_fragment_is_not_there() {
    assertThat(problemsOf("use: [thread, ./nothing.yaml]\n"))
        .isEqualTo(
            "./mine.yaml:9:7: there is no fragment named \"thread\" | did you mean \"threads\"?\n");
    assertThat(problemsOf("use: [./nothing.yaml]\n"))
        .startsWith("./mine.yaml:9:7: no such file: nothing.yaml");
    assertThat(problemsOf("use: [Bad Name]\n"))
        .startsWith("./mine.yaml:9:7: \"Bad Name\" is not a valid fragment name");
    assertThat(problemsOf("use: threads\n"))
        .startsWith(
            "./mine.yaml:9:6: use: expected a list, found the string \"threads\" | write [");
    assertThat(problemsOf("use: [[a]]\n"))
        .isEqualTo("./mine.yaml:9:7: use: expected a fragment's name, found a list\n");
  }

  @Test
  void refuses_fragments_that_say_what_only_a_profile_can() {
    for (String key : List.of("profile", "extends", "use", "l4t", "base")) {
      files.file("f.yaml", "fragment: f\n" + key + ": x\n");

      assertThat(problemsOf("use: [./f.yaml]\n"))
          .isEqualTo(
              "f.yaml:2:1: a fragment cannot set \""
                  + key
                  + "\" | set it in the profile that uses the fragment\n");
    }
  }

  @Test
  void refuses_fragments_without_their_name() {
    files.file("profiles/fragments/f.yaml", "fragment: g\n").file("none.yaml", "app: {}\n");

    assertThat(problemsOf("use: [f]\n"))
        .isEqualTo(
            "profiles/fragments/f.yaml:1:11: the fragment in the file f is named \"g\" | give "
                + "file and fragment the same name\n");
    assertThat(problemsOf("use: [none.yaml]\n"))
        .isEqualTo("none.yaml:1:1: fragment is missing | begin with \"fragment: <name>\"\n");
  }

  @Test
  void an_unknown_key_of_a_fragment_points_into_it() {
    files.file("f.yaml", "fragment: f\napp:\n  comand: [x]\n");

    assertThat(problemsOf("use: [f.yaml]\n"))
        .isEqualTo("f.yaml:3:3: unknown key \"comand\" in app | did you mean \"command\"?\n");
    assertThat(files.loader().readFragment("f.yaml").problems()).hasSize(1);
  }

  @Test
  void a_fragment_is_no_profile_and_no_overlay_can_name_one() {
    files.file("f.yaml", "fragment: f\n").file("o.yaml", "use: [threads]\n").minimalWith("");

    assertThat(files.problems(ProfileSelection.of("f.yaml")))
        .isEqualTo(
            "f.yaml:1:1: this is a fragment, not a profile | use it in a profile: use: [f]\n");
    assertThat(
            files.problems(
                new ProfileSelection("./mine.yaml", List.of(Path.of("o.yaml")), List.of())))
        .startsWith("o.yaml:1:1: an overlay cannot use \"use\" | use the fragment in the profile");
    assertThat(files.problems("use=[threads]")).contains("--set cannot use \"use\"");
  }

  @Test
  void lists_those_of_the_folders_and_the_built_in_ones() {
    files
        .file("profiles/fragments/mine.yaml", "fragment: mine\ndescription: my own\n")
        .file("profiles/fragments/bad.yaml", "fragment: bad\nx: 1\n");

    List<ProfileSummary> list = files.loader().fragments();

    assertThat(list)
        .extracting(ProfileSummary::name)
        .containsExactly("bad", "gpu-preload", "mine", "openblas", "threads", "uvicorn");
    assertThat(list.get(0).problemOrNull()).contains("bad.yaml:2:1: unknown key \"x\"");
    assertThat(list.get(2).description()).isEqualTo("my own");
    assertThat(list.get(2).source()).isEqualTo("profiles/fragments/mine.yaml");
    assertThat(list.get(3).source()).isEqualTo("built-in");
  }

  private static String env(String pairs) {
    return "app: {env: {" + pairs + "}}\n";
  }

  private String problemsOf(String yaml) {
    return files.minimalWith(yaml).problems();
  }
}
