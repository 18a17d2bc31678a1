package io.github.jbuild.engine.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import io.github.jbuild.build.StepClock;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.engine.RecordingListener;
import io.github.jbuild.engine.builder.BuildProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The streams were recorded from Docker 20.10.24 and Podman 4.3.1. */
final class BuildStreamTest {

  private final RecordingListener listener = new RecordingListener();
  private final BuildProgress progress = new BuildProgress(listener, new StepClock());
  private final List<String> bases = new ArrayList<>();

  @Test
  void reads_a_classic_build_whose_program_prints_lines_like_the_builder() throws IOException {
    BuildStream stream = read("classic-rich.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events)
        .containsExactly(
            "1/8 ARG BASE=armbase:1",
            "end 1/8",
            "2/8 FROM ${BASE} AS one",
            "end 2/8",
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
            "end 3/8",
            "4/8 FROM one",
            "end 4/8",
            "5/8 COPY --from=one /bin/busybox /b2",
            "end 5/8",
            "6/8 ENV A=1",
            "end 6/8",
            "7/8 CMD [\"sh\"]",
            "end 7/8",
            "8/8 LABEL a=b",
            "warning One or more build-args [NOPE] were not consumed",
            "end 8/8");
    assertThat(logs(2))
        .containsExactly("err", "/bin/sh: can't open '1': No such file or directory");
    assertThat(stream.imageId())
        .hasValue("sha256:704387c568b16a353f61b9a593a7d3d433c6ea6b40ab7a3f5947164fe40347e8");
    assertThat(bases).containsExactly("a242b29735a3", "4bad4d9511ef");
  }

  @Test
  void reads_cached_steps_of_a_classic_build() throws IOException {
    read("classic-cached.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events)
        .filteredOn(event -> !event.startsWith("3/3"))
        .containsExactly(
            "1/3 ARG BASE=armbase:1",
            "end 1/3",
            "2/3 FROM ${BASE} AS one",
            "end 2/3",
            "cached 3/3");
  }

  @Test
  void tells_of_each_layer_of_a_pull() throws IOException {
    read("classic-pull.jsonl", new ClassicDialect(bases::add));

    assertThat(listener.events)
        .startsWith(
            "1/1 FROM 127.0.0.1:5998/arm:1",
            "pulling b7f1ec131fe8 36445/1029780",
            "pulling 61723b578ef4 3396/3396")
        .endsWith("pulling b7f1ec131fe8 1029780/1029780", "end 1/1");
  }

  @Test
  void keeps_exit_status_and_last_lines_of_a_failed_step() throws IOException {
    BuildStream stream = read("classic-step-failed.jsonl", new ClassicDialect(bases::add));

    assertThat(stream.failure().orElseThrow().exitStatus()).isEqualTo(7);
    assertThat(progress.number()).isEqualTo(2);
    assertThat(progress.place().tail()).containsExactly("before");
    assertThat(listener.events.get(listener.events.size() - 1))
        .startsWith("error 2/2 The command")
        .endsWith("returned a non-zero code: 7");
  }

  @Test
  void gives_each_instruction_of_each_run_a_digest_of_its_own() throws IOException {
    read("classic-rich.jsonl", new ClassicDialect(bases::add));
    BuildProgress other = new BuildProgress(listener, new StepClock());
    other.started(1, 8, "ARG BASE=armbase:1");

    List<String> begun =
        listener.statuses.stream()
            .flatMap(status -> status.vertexes().stream())
            .filter(vertex -> vertex.completedOrNull() == null)
            .map(BuildStatus.Vertex::digest)
            .toList();

    assertThat(begun).hasSize(9).doesNotHaveDuplicates().allMatch(d -> d.startsWith("sha256:"));
  }

  @Test
  void tells_nothing_after_the_build_is_over() {
    progress.contextSent(5);
    progress.contextSent(9);
    progress.started(1, 1, "FROM a");
    progress.failed(BuildProgress.CANCELLED);
    progress.log(1, "late");
    progress.started(1, 1, "FROM late");

    assertThat(listener.sent).containsExactly(5L, 9L, 9L);
    assertThat(listener.events).containsExactly("1/1 FROM a", "error 1/1 context canceled");
  }

  @Test
  void reads_a_podman_build_and_counts_on_from_stage_to_stage() throws IOException {
    BuildStream stream = read("podman-rich.jsonl", new BuildahDialect());

    assertThat(listener.events)
        .containsExactly(
            "1/2 FROM localhost/armbase:1 AS one",
            "end 1/2",
            "2/2 RUN echo out; echo err >&2; printf 'partial'; printf '"
                + " rest\\n10%%\\r50%%\\r100%%\\n'; echo '--> Using cache'; echo 'STEP 9/9: fake'",
            "| out",
            "| err",
            "| partial rest",
            "| 100%",
            "| --> Using cache",
            "| STEP 9/9: fake",
            "end 2/2",
            "3/7 FROM 784d4ce15809645f42dcbef5f940e733fd62e93a1e060bed7dc57cdd9695b209",
            "end 3/7",
            "4/7 COPY --from=one /bin/busybox /b2",
            "end 4/7",
            "5/7 ENV A=1",
            "end 5/7",
            "6/7 CMD [\"sh\"]",
            "end 6/7",
            "7/7 LABEL \"a\"=\"b\"",
            "warning one or more build args were not consumed: [NOPE]",
            "end 7/7");
    assertThat(stream.imageId())
        .hasValue("sha256:a3e278d8ecd0c87a4317fed8450175f4b08c8f8d8ddadc9b42d8dea5d31bf727");
  }

  @Test
  void tells_which_instructions_podman_takes_from_the_cache() throws IOException {
    read("podman-cached.jsonl", new BuildahDialect());

    assertThat(listener.events)
        .contains("cached 2/2", "cached 4/6", "cached 5/6", "cached 6/6", "end 3/6")
        .noneMatch(event -> event.startsWith("warning"));
  }

  @Test
  void keeps_podmans_failed_step() throws IOException {
    BuildStream stream = read("podman-step-failed.jsonl", new BuildahDialect());

    assertThat(stream.failure().orElseThrow().message()).endsWith("exit status 7");
    assertThat(progress.place().tail()).containsExactly("before");
  }

  @Test
  void cuts_lines_that_never_end_and_keeps_twenty_of_them() {
    LineSplitter splitter = new LineSplitter(line -> progress.log(1, line));

    splitter.add("x".repeat(LineSplitter.LONGEST * 30));

    assertThat(listener.events).hasSize(30);
    assertThat(progress.place().tail()).hasSize(BuildProgress.TAIL);
  }

  private BuildStream read(String recorded, BuilderDialect dialect) throws IOException {
    BuildStream stream = new BuildStream(progress, dialect);
    for (String line : recorded(recorded).lines().toList()) {
      stream.accept(item(line));
    }
    stream.flush();
    stream.failure().ifPresent(failure -> progress.failed(failure.message()));
    progress.finished();
    return stream;
  }

  private List<String> logs(int stream) {
    return listener.statuses.stream()
        .flatMap(status -> status.logs().stream())
        .filter(log -> log.stream() == stream)
        .map(log -> new String(log.data(), StandardCharsets.UTF_8).stripTrailing())
        .toList();
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
