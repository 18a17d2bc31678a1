package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The streams were recorded from Docker 20.10.24 and Podman 4.3.1. */
final class BuildStreamTest {

  private final RecordingListener listener = new RecordingListener();
  private final BuildProgress progress = new BuildProgress(listener);
  private final List<String> bases = new ArrayList<>();

  @Test
  void reads_a_classic_build_whose_program_prints_lines_like_the_builder() throws IOException {
    BuildStream stream = read("classic-rich.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events)
        .containsExactly(
            "1/8 ARG BASE=armbase:1",
            "2/8 FROM ${BASE} AS one",
            "layer",
            "3/8 RUN echo out; echo err >&2; printf 'partial'; sleep 1; printf '"
                + " rest\\n10%%\\r50%%\\r100%%\\n';     echo ' ---> Using cache'; echo 'Step 9/9 :"
                + " fake'",
            "| out",
            "| err",
            "| /bin/sh: can't open '1': No such file or directory",
            "| partial rest",
            "| 100%",
            "|  ---> Using cache",
            "| Step 9/9 : fake",
            "layer",
            "4/8 FROM one",
            "layer",
            "5/8 COPY --from=one /bin/busybox /b2",
            "layer",
            "6/8 ENV A=1",
            "layer",
            "7/8 CMD [\"sh\"]",
            "layer",
            "8/8 LABEL a=b",
            "layer",
            "warning One or more build-args [NOPE] were not consumed");
    assertThat(stream.imageId())
        .hasValue("sha256:704387c568b16a353f61b9a593a7d3d433c6ea6b40ab7a3f5947164fe40347e8");
    assertThat(bases).containsExactly("a242b29735a3", "4bad4d9511ef");
  }

  @Test
  void reads_cached_steps_of_a_classic_build() throws IOException {
    read("classic-cached.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events).hasSize(6).endsWith("cached", "layer");
  }

  @Test
  void adds_up_the_layers_of_a_pull() throws IOException {
    read("classic-pull.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events)
        .startsWith(
            "1/1 FROM 127.0.0.1:5998/arm:1",
            "pulling 127.0.0.1:5998/arm:1 36445/1029780",
            "pulling 127.0.0.1:5998/arm:1 39841/1033176")
        .endsWith("pulling 127.0.0.1:5998/arm:1 1033176/1033176", "layer");
  }

  @Test
  void keeps_exit_status_and_last_lines_of_a_failed_step() throws IOException {
    BuildStream stream = read("classic-step-failed.jsonl", new ClassicDialect(bases::add));

    assertThat(stream.failure().orElseThrow().exitStatus()).isEqualTo(7);
    assertThat(progress.number()).isEqualTo(2);
    assertThat(progress.tail()).containsExactly("before");
  }

  @Test
  void reads_a_podman_build_and_counts_on_from_stage_to_stage() throws IOException {
    BuildStream stream = read("podman-rich.jsonl", new BuildahDialect());

    assertThat(listener.events)
        .containsExactly(
            "1/2 FROM localhost/armbase:1 AS one",
            "2/2 RUN echo out; echo err >&2; printf 'partial'; printf '"
                + " rest\\n10%%\\r50%%\\r100%%\\n'; echo '--> Using cache'; echo 'STEP 9/9: fake'",
            "| out",
            "| err",
            "| partial rest",
            "| 100%",
            "| --> Using cache",
            "| STEP 9/9: fake",
            "layer",
            "3/7 FROM 784d4ce15809645f42dcbef5f940e733fd62e93a1e060bed7dc57cdd9695b209",
            "4/7 COPY --from=one /bin/busybox /b2",
            "layer",
            "5/7 ENV A=1",
            "layer",
            "6/7 CMD [\"sh\"]",
            "layer",
            "7/7 LABEL \"a\"=\"b\"",
            "layer",
            "warning one or more build args were not consumed: [NOPE]");
    assertThat(stream.imageId())
        .hasValue("sha256:a3e278d8ecd0c87a4317fed8450175f4b08c8f8d8ddadc9b42d8dea5d31bf727");
  }

  @Test
  void names_the_layers_that_podman_takes_from_the_cache() throws IOException {
    read("podman-cached.jsonl", new BuildahDialect());

    assertThat(listener.events)
        .containsSubsequence("cached", "layer 784d4ce15809", "cached", "layer df6d195c002d")
        .noneMatch(event -> event.startsWith("warning"));
  }

  @Test
  void keeps_podmans_failed_step() throws IOException {
    BuildStream stream = read("podman-step-failed.jsonl", new BuildahDialect());

    assertThat(stream.failure().orElseThrow().message()).endsWith("exit status 7");
    assertThat(progress.tail()).containsExactly("before");
  }

  @Test
  void cuts_lines_that_never_end_and_keeps_twenty_of_them() {
    LineSplitter splitter = new LineSplitter(progress::log);

    splitter.add("x".repeat(LineSplitter.LONGEST * 30));

    assertThat(listener.events).hasSize(30);
    assertThat(progress.tail()).hasSize(BuildProgress.TAIL);
  }

  private BuildStream read(String recorded, BuilderDialect dialect) throws IOException {
    BuildStream stream = new BuildStream(progress, dialect);
    for (String line : recorded(recorded).lines().toList()) {
      stream.accept(item(line));
    }
    stream.flush();
    return stream;
  }

  static BuildResponseItem item(String json) throws IOException {
    return DockerClientConfig.getDefaultObjectMapper().readValue(json, BuildResponseItem.class);
  }

  static String recorded(String name) throws IOException {
    try (var in = BuildStreamTest.class.getResourceAsStream("/engine/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
