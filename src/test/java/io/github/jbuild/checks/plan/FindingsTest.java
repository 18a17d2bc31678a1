package io.github.jbuild.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.facts.WheelFact.Life;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What findings say, how bad they are, and when there is none. */
final class FindingsTest {

  @TempDir Path folder = Path.of("");

  @Test
  void a_fact_that_is_not_certain_gives_a_note_and_no_error() {
    String example = "python: {constraints: [], packages: [fastapi==0.115.0]}";
    PlanFacts unsure = facts(List.of("libunknown.so.1"), Confidence.C);
    List<Finding> found = new PlanScene(folder).with(unsure).report(example).findings();
    assertThat(found)
        .extracting(finding -> finding.rule().code())
        .containsExactly("JB107", "JB108");
    assertThat(found).extracting(Finding::severity).containsOnly(Severity.NOTE);
    assertThat(found.get(0).source()).isEqualTo("a table of wheels; not certain");
    List<Finding> sure =
        new PlanScene(folder)
            .with(facts(List.of("libunknown.so.1"), Confidence.A))
            .report(example)
            .findings();
    assertThat(sure).extracting(Finding::severity).containsOnly(Severity.ERROR);
  }

  @Test
  void the_weaker_of_two_grounds_decides() {
    Evidence sure = new Evidence(Confidence.A, "one");
    Evidence unsure = new Evidence(Confidence.C, "two");
    assertThat(sure.and(unsure).atMost(Severity.ERROR)).isEqualTo(Severity.NOTE);
    assertThat(unsure.and(sure).atMost(Severity.WARNING)).isEqualTo(Severity.NOTE);
    assertThat(sure.atMost(Severity.ERROR)).isEqualTo(Severity.ERROR);
    assertThat(sure.and(unsure).text()).isEqualTo("one; two; not certain");
  }

  @Test
  void a_missing_library_is_found_by_the_hash_and_the_finding_names_what_brings_it() {
    PlanFacts facts = facts(List.of("libopenblas.so.0", "libcudnn.so.9"), Confidence.A);
    assertThat(new PlanScene(folder).with(facts).findings("JB108", "{}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message())
                  .contains("torch 2.8.0 (sha256 62a1bee…) needs libopenblas.so.0");
              assertThat(finding.remedy()).contains("apt: {runtime: [libopenblas0]}");
            });
    assertThat(
            new PlanScene(folder)
                .with(facts)
                .findings("JB108", "apt: {runtime: [tini, libopenblas0=0.3.20+ds-1]}"))
        .isEmpty();
    assertThat(
            new PlanScene(folder)
                .with(facts)
                .findings(
                    "JB108", "donor: {copy: [{from: /usr/lib/libopenblas*.so*, to: /usr/lib/}]}"))
        .isEmpty();
    assertThat(
            new PlanScene(folder)
                .with(facts)
                .findings(
                    "JB108", "python: {wheels: {torch: {sha256: " + PlanScene.OLD_TORCH + "}}}"))
        .isEmpty();
  }

  @Test
  void a_replaced_wheel_has_its_successor_named() {
    assertThat(
            new PlanScene(folder)
                .findings(
                    "JB112", "python: {wheels: {torch: {sha256: " + PlanScene.OLD_TORCH + "}}}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.remedy()).contains(PlanScene.TORCH));
  }

  @Test
  void a_hash_that_is_not_known_beside_known_ones_is_a_note() {
    assertThat(
            new PlanScene(folder)
                .findings("JB113", "python: {wheels: {torch: {sha256: " + PlanScene.HASH + "}}}"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.NOTE);
              assertThat(finding.message()).contains("62a1beee9f2f1470… of jp6/cu126");
            });
  }

  @Test
  void an_older_base_of_the_same_major_release_is_a_note() {
    assertThat(new PlanScene(folder).findings("JB123", "l4t: r36.2.0"))
        .hasSize(2)
        .allMatch(finding -> finding.severity() == Severity.NOTE);
  }

  @Test
  void a_newer_minor_version_of_cuda_is_a_note() {
    String wheel =
        "python: {wheels: {flash-attn: {version: 2.8.4+cu129, sha256: %s, url: \"%s\"}}}"
            .formatted(
                PlanScene.HASH,
                "https://my.example/flash_attn-2.8.4+cu129-cp310-cp310-linux_aarch64.whl");
    assertThat(new PlanScene(folder).findings("JB104", wheel))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE));
  }

  @Test
  void what_is_removed_again_shadows_nothing() {
    assertThat(
            new PlanScene(folder)
                .findings(
                    "JB124", "python: {packages: [onnxruntime==1.23.0], remove: [onnxruntime]}"))
        .isEmpty();
  }

  @Test
  void one_pinned_wheel_of_a_bundle_is_enough_to_lose_the_others() {
    String base = "base: {family: l4t-pytorch}\npython: {wheels: {torch: null}";
    assertThat(new PlanScene(folder).findings("JB125", base + "}"))
        .extracting(finding -> finding.message().split(" is removed", 2)[0])
        .containsExactly("the base's torch", "the base's torchaudio");
    assertThat(new PlanScene(folder).findings("JB125", base + ", remove: [Torch, torchaudio]}"))
        .isEmpty();
  }

  @Test
  void a_requirement_that_only_pip_can_judge_is_not_taken_for_a_pinned_one() {
    String python = "python: {packages: [numpy==1.26.4, uvicorn<=abc], no-deps: [gliner==x.y]}";
    PlanReport report = new PlanScene(folder).report(python);
    assertThat(report.findings())
        .extracting(finding -> finding.rule().code())
        .contains("JB121", "JB126");
    assertThat(new PlanScene(folder).findings("JB126", "python: {packages: [numpy==1.26.*]}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).endsWith(": numpy==1.26.*"));
    assertThat(new PlanScene(folder).findings("JB126", "python: {packages: [numpy===1.26.4]}"))
        .isEmpty();
  }

  @Test
  void the_jetson_build_of_any_package_is_named_though_only_its_index_says_for_which_gpu() {
    PlanFacts known = PlanFacts.of(FactTables.builtIn());
    for (String name : List.of("torchaudio", "onnxruntime-gpu")) {
      String python = "python: {wheels: {onnxruntime-gpu: null}, packages: [%s]}".formatted(name);
      assertThat(new PlanScene(folder).with(known).findings("JB129", python))
          .as(name)
          .singleElement()
          .satisfies(
              finding -> assertThat(finding.remedy()).startsWith("python: {wheels: {" + name));
    }
  }

  @Test
  void the_jetson_build_that_is_named_is_the_one_asked_for() {
    PlanFacts known = PlanFacts.of(FactTables.builtIn());
    String python = "python: {wheels: {torch: null, torchvision: null}, packages: [\"torch%s\"]}";
    assertThat(new PlanScene(folder).with(known).findings("JB129", python.formatted("==2.8.0")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("2.8.0 in jp6/cu126"));
    assertThat(new PlanScene(folder).with(known).findings("JB129", python.formatted(">=2.9,<2.10")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("2.9.1 in jp6/cu126"));
  }

  @Test
  void a_shell_that_hands_over_with_exec_is_no_first_process() {
    String app = "app: {entrypoint: %s, command: []}";
    assertThat(
            new PlanScene(folder)
                .findings("JB116", app.formatted("exec tini -- python3 -m app --port $PORT")))
        .isEmpty();
    assertThat(new PlanScene(folder).findings("JB116", app.formatted("serve --port $PORT")))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message()).contains("sh, which does not forward signals"));
    assertThat(new PlanScene(folder).findings("JB116", app.formatted("exec uvicorn app:app")))
        .hasSize(1);
  }

  @Test
  void an_init_that_nothing_brings_is_found() {
    String apt = "apt: {runtime: [python3%s]}\n";
    assertThat(new PlanScene(folder).findings("JB116", apt.formatted("")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message())
                  .isEqualTo("PID 1 is tini, which nothing in the profile installs");
            });
    for (String brought :
        List.of(
            apt.formatted(", tini=0.19.0-1"),
            apt.formatted("") + "app: {context: ., copy: [{from: [bin/tini], to: /usr/bin/}]}",
            apt.formatted("") + "donor: {copy: [{from: /opt/init, to: /usr/bin/tini}]}",
            apt.formatted("") + "app: {links: {/usr/bin/tini: /opt/init}}",
            apt.formatted("")
                + "python: {packages: [dumb-init==1.2.5, numpy==1.26.4]}\n"
                + "app: {entrypoint: [dumb-init, --]}",
            apt.formatted("") + "app: {entrypoint: [/opt/own-init, --]}")) {
      assertThat(new PlanScene(folder).findings("JB116", brought)).as(brought).isEmpty();
    }
  }

  @Test
  void uvicorn_without_a_loop_is_a_note_where_nothing_brings_uvloop() {
    assertThat(new PlanScene(folder).findings("JB118", "app: {command: [uvicorn, \"app:app\"]}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE));
    assertThat(
            new PlanScene(folder)
                .findings(
                    "JB118", "app: {command: [uvicorn, \"app:app\"]}\npython: {remove: [uvloop]}"))
        .isEmpty();
  }

  @Test
  void no_finding_shows_a_secret() {
    List<Finding> found =
        new PlanScene(folder)
            .findings(
                "JB115",
                """
                app:
                  env: {DB_PASSWORD: correct-horse}
                  command: [serve, --token, correct-horse]
                image: {labels: {api-key: correct-horse}}
                python: {index: "https://index.example/x?token=correct-horse"}
                """);
    assertThat(found).hasSize(4);
    assertThat(found).noneMatch(FindingsTest::tells);
  }

  @Test
  void no_finding_shows_the_line_of_a_secret() {
    List<Finding> found =
        new PlanScene(folder)
            .report(
                "app: {env: {GDAL_DATA: /usr/share/gdal, API_TOKEN: correct-horse}}\n"
                    + "python: {packages: [numpy==1.26.4, rasterio==1.4.3]}")
            .findings();
    assertThat(found)
        .extracting(finding -> finding.rule().code())
        .containsExactlyInAnyOrder("JB115", "JB119");
    assertThat(found).noneMatch(FindingsTest::tells);
    assertThat(found).allMatch(finding -> finding.place().orElseThrow().line() == 1);
  }

  @Test
  void a_password_in_a_requirement_file_is_found_and_not_shown() {
    String url = "https://me:correct-horse@files.example/";
    List<Finding> found =
        new PlanScene(folder)
            .file(
                "requirements.txt",
                "--extra-index-url %1$ssimple\n-c %1$sc.txt\ntorch @ %1$storch.whl\n"
                    .formatted(url))
            .report("app: {context: .}\npython: {requirements: [requirements.txt]}")
            .findings();
    assertThat(found)
        .extracting(finding -> finding.rule().code())
        .contains("JB109", "JB111", "JB115", "JB128");
    assertThat(found).filteredOn(finding -> finding.rule().code().equals("JB115")).hasSize(3);
    assertThat(found).noneMatch(FindingsTest::tells);
  }

  private static boolean tells(Finding finding) {
    return (finding.message()
            + finding.remedy()
            + finding.place().map(place -> place.text()).orElse(""))
        .contains("correct-horse");
  }

  @Test
  void an_index_that_is_pypi_or_dead_is_found() {
    assertThat(new PlanScene(folder).findings("JB111", "python: {index: https://pypi.org/simple}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    assertThat(
            new PlanScene(folder)
                .findings("JB111", "python: {index: https://dead.example/jp6/cu126}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("its name is gone"));
    assertThat(new PlanScene(folder).findings("JB111", "app: {env: {PIP_INDEX_URL: \"\"}}"))
        .isEmpty();
  }

  @Test
  void a_base_of_which_nothing_is_known_is_held_against_its_release_as_a_warning() {
    String base = "base: {image: registry.example/own:1@sha256:" + "9".repeat(64) + "}\n";
    assertThat(new PlanScene(folder).findings("JB101", base + "python: {version: \"3.12\"}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void suppressing_what_is_no_check_of_profiles_is_a_note() {
    assertThat(new PlanScene(folder).findings("JB127", "ignore: {JB199: gone}"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("no check of profiles"));
  }

  private static PlanFacts facts(List<String> needs, Confidence confidence) {
    PlanFacts known = PlanScene.facts();
    List<WheelFact> wheels = new ArrayList<>(known.wheels());
    wheels.set(0, PlanScene.torch(PlanScene.TORCH, Life.CURRENT, needs, confidence));
    return new PlanFacts(
        known.facts(), wheels, known.pairs(), known.images(), known.indexes(), known.loader());
  }
}
