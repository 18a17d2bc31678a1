package io.github.jbuild.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requirement files of the context. */
final class RequirementFilesTest {

  private static final String TWO =
      "app: {context: .}\npython: {requirements: [requirements.txt, more.txt]}";

  @TempDir Path folder = Path.of("");

  @Test
  void a_line_that_moves_torch_is_found_where_it_stands() {
    Finding finding =
        only("JB109", "# the web server\nfastapi==0.115.0\n  torch<2.7  # old\n", "x==1");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.message())
        .contains("torch<2.7 requires another torch than the pinned 2.8.0");
    assertThat(place(finding)).endsWith("requirements.txt:3:3");
    assertThat(finding.place().orElseThrow().text()).isEqualTo("  torch<2.7  # old");
  }

  @Test
  void it_is_found_in_files_that_a_file_names() {
    assertThat(
            place(only("JB109", "-r more.txt\n", "a==1\\\n\\\n\ntorch==2.6.0 --hash=sha256:00\n")))
        .endsWith("more.txt:4:1");
    assertThat(place(only("JB109", "--constraint=more.txt\n", "torch===2.6.0\n")))
        .endsWith("more.txt:1:1");
  }

  @Test
  void a_url_of_another_build_moves_it_too() {
    String url = "https://x.example/torch-2.8.0-cp310-cp310-linux_aarch64.whl";
    assertThat(only("JB109", url + "\n", "").message()).contains("torch @ " + url);
    assertThat(findings("JB109", "torch @ " + url + "#sha256=" + PlanScene.TORCH, "")).isEmpty();
  }

  @Test
  void lines_that_the_pinned_wheel_fulfils_and_lines_for_other_machines_are_fine() {
    assertThat(
            findings(
                "JB109",
                "torch>=2.1\ntorch<2 ; platform_machine == 'x86_64'\n-e ./own\n--pre\n",
                "torch==2.8.*"))
        .isEmpty();
  }

  @Test
  void options_that_name_an_index_are_found() {
    List<Finding> found =
        findings(
            "JB111", "-i https://a.example\n--extra-index-url=https://b.example\n", "-f ./wheels");
    assertThat(found).extracting(Finding::severity).containsOnly(Severity.ERROR);
    assertThat(found)
        .extracting(finding -> finding.message().split(" ", 2)[0])
        .containsExactlyInAnyOrder("--index-url", "--extra-index-url", "--find-links");
  }

  @Test
  void a_file_that_is_named_and_not_sent_is_an_error() {
    new PlanScene(folder).file("base.txt", "torch<2.7\n");
    assertThat(only("JB128", "-r base.txt\n", "").message())
        .contains("requirements.txt names base.txt, which is not in python.requirements");
    assertThat(findings("JB109", "-r base.txt\n", "")).hasSize(1);
  }

  @Test
  void a_line_that_pip_cannot_read_is_an_error() {
    assertThat(place(only("JB128", "fastapi\nfast api\n", ""))).endsWith("requirements.txt:2:1");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_line() {
    assertThat(findings("JB128", "\uFEFFfastapi==0.115.0\n", "")).isEmpty();
    assertThat(only("JB109", "\uFEFFtorch<2.7\n", "").message()).contains("torch<2.7 requires");
  }

  @Test
  void a_file_of_a_server_is_not_looked_for_in_the_context() {
    Finding finding = only("JB128", "-c https://files.example/constraints.txt\n", "");
    assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    assertThat(finding.message())
        .contains("names https://files.example/constraints.txt, which is not read here");
  }

  @Test
  void files_that_name_each_other_end() {
    assertThat(findings("JB128", "-r more.txt\n", "-r requirements.txt\n")).isEmpty();
  }

  @Test
  void a_context_that_is_elsewhere_gives_one_note() {
    List<Finding> found = new PlanScene(folder).findings("JB128", TWO);
    assertThat(found).singleElement().extracting(Finding::severity).isEqualTo(Severity.NOTE);
    assertThat(found.get(0).message()).contains("2 requirement files are not available here");
  }

  @Test
  void numpy_may_be_kept_by_a_file() {
    String open =
        "app: {context: .}\npython: {requirements: [requirements.txt], constraints: [], packages: []}";
    PlanScene scene = new PlanScene(folder).file("requirements.txt", "numpy~=1.26.4\n");
    assertThat(scene.findings("JB107", open)).isEmpty();
    assertThat(scene.file("requirements.txt", "numpy>=1.26\n").findings("JB107", open)).hasSize(1);
  }

  private Finding only(String code, String requirements, String more) {
    List<Finding> found = findings(code, requirements, more);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<Finding> findings(String code, String requirements, String more) {
    return new PlanScene(folder)
        .file("requirements.txt", requirements)
        .file("more.txt", more)
        .findings(code, TWO);
  }

  private static String place(Finding finding) {
    return finding.place().orElseThrow().toString();
  }
}
