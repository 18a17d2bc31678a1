package io.github.jbuild.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.StepClock;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Log;
import io.github.jbuild.core.BuildStatus.Transfer;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.BuildStatus.Warning;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineDisplaysTest {

  private static final StepRef STEP = new StepRef("p/1", "", 1, 2, "runtime", "base");
  private static final BuildEvent IMAGE =
      new BuildEvent.ImageBuilt(
          "cuda-base", List.of("a:1"), "sha256:4f0c", 5, 1, Duration.ofMillis(1500));

  private final StringWriter output = new StringWriter();

  @Test
  void quiet_prints_the_image_id_only() {
    QuietDisplay display = new QuietDisplay(new PrintWriter(output));
    display.on(new BuildEvent.Header("engine", "Docker"));
    display.on(new BuildEvent.Warning("old"));
    display.on(new BuildEvent.StepLog(STEP, "noise", Duration.ZERO, false));
    display.on(IMAGE);
    assertThat(output).hasToString("sha256:4f0c\n");
  }

  @Test
  void rawjson_writes_what_the_builder_tells_as_buildx_does() {
    RawJsonDisplay display = new RawJsonDisplay(new PrintWriter(output), new StepClock());
    Instant start = Instant.parse("2026-01-02T03:04:05.120Z");
    Instant end = Instant.parse("2026-01-02T03:04:06.000000007Z");
    tell(
        display,
        new BuildStatus(
            List.of(
                new Vertex("sha256:a", List.of(), "[x 1/2] FROM b", false, null, null, ""),
                new Vertex("sha256:b", List.of("sha256:a"), "RUN", true, start, end, "no")),
            List.of(
                new Transfer("sha256:a", "sha256:l", "", 0, 0, null, null, null),
                new Transfer("sha256:a", "sha256:m", "n", 5, 9, start, start, end)),
            List.of(new Log("sha256:b", 2, new byte[] {(byte) 0xff, 10}, start)),
            List.of(
                new Warning("", 1, "old", List.of(), "", "", 0),
                new Warning("sha256:b", 0, "w", List.of("d"), "u", "Dockerfile", 3))));
    tell(display, new BuildStatus(List.of(), List.of(), List.of(), List.of()));
    assertThat(output)
        .hasToString(
            """
            {"vertexes":[{"digest":"sha256:a","name":"[x 1/2] FROM b"},\
            {"digest":"sha256:b","inputs":["sha256:a"],"name":"RUN",\
            "started":"2026-01-02T03:04:05.12Z","completed":"2026-01-02T03:04:06.000000007Z",\
            "cached":true,"error":"no"}],\
            "statuses":[{"id":"sha256:l","vertex":"sha256:a","current":0,\
            "timestamp":"0001-01-01T00:00:00Z"},\
            {"id":"sha256:m","vertex":"sha256:a","name":"n","total":9,"current":5,\
            "timestamp":"2026-01-02T03:04:05.12Z","started":"2026-01-02T03:04:05.12Z",\
            "completed":"2026-01-02T03:04:06.000000007Z"}],\
            "logs":[{"vertex":"sha256:b","stream":2,"data":"/wo=",\
            "timestamp":"2026-01-02T03:04:05.12Z"}],\
            "warnings":[{"level":1,"short":"b2xk"},\
            {"vertex":"sha256:b","short":"dw==","detail":["ZA=="],"url":"u",\
            "sourceInfo":{"filename":"Dockerfile"},\
            "range":[{"start":{"line":3},"end":{"line":3}}]}]}
            """);
  }

  @Test
  void rawjson_keeps_what_only_jbuild_knows_in_objects_of_its_own() {
    RawJsonDisplay display = new RawJsonDisplay(new PrintWriter(output), new StepClock());
    display.on(new BuildEvent.Header("engine", "Docker · x"));
    display.on(new BuildEvent.StepVertex(STEP, "sha256:a"));
    display.on(
        new BuildEvent.StepVertex(new StepRef("v", "", 0, 0, "", "exporting to image"), "v"));
    display.on(new BuildEvent.Transfer(STEP, "context", 5, -1, false));
    display.on(new BuildEvent.StepStarted(STEP));
    display.on(new BuildEvent.StepLog(STEP, "x", Duration.ZERO, false));
    display.on(new BuildEvent.StepDone(STEP, true, Duration.ofMillis(1)));
    display.on(new BuildEvent.StepFailed(STEP, Duration.ofMillis(2), "no"));
    display.on(new BuildEvent.Warning("old"));
    display.on(new BuildEvent.Warning("the builder's", true));
    display.on(IMAGE);
    display.error(
        JbuildException.of(Kind.BUILD_FAILED, "no")
            .at(new SourceSpan("p.yaml", 2, 3, "x"))
            .details(List.of("d"))
            .hint("h"));
    String time = "\"time\":\"2026-01-02T03:04:05Z\"";
    assertThat(output.toString().replace(time, "T"))
        .isEqualTo(
            """
            {"jbuild":{"event":"header",T,"label":"engine","text":"Docker \\u00B7 x"}}
            {"jbuild":{"event":"step",T,"vertex":"sha256:a","step":1,"steps":2,\
            "stage":"runtime","title":"base"}}
            {"jbuild":{"event":"warning",T,"text":"old"}}
            {"jbuild":{"event":"image",T,"profile":"cuda-base","tags":["a:1"],"id":"sha256:4f0c",\
            "size":5,"layers":1,"seconds":1.5}}
            {"jbuild":{"event":"error",T,"exitCode":5,"message":"no","file":"p.yaml","line":2,\
            "column":3,"details":["d"],"hint":"h"}}
            """);
  }

  private static void tell(RawJsonDisplay display, BuildStatus status) {
    display.on(new BuildEvent.Builder("cuda-base", status));
  }
}
