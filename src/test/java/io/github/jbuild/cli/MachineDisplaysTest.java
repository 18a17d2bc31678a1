package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.StepClock;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineDisplaysTest {

  private static final StepRef STEP = new StepRef(1, 2, "runtime", "base");
  private static final BuildEvent IMAGE =
      new BuildEvent.ImageBuilt(
          "cuda-base", List.of("a:1"), "sha256:4f0c", 5, 1, Duration.ofMillis(1500));

  private final StringWriter output = new StringWriter();

  @Test
  void quiet_prints_the_image_id_only() {
    QuietDisplay display = new QuietDisplay(new PrintWriter(output));
    display.on(new BuildEvent.Header("engine", "Docker"));
    display.on(new BuildEvent.Warning("old"));
    display.on(new BuildEvent.StepLog(STEP, "noise"));
    display.on(IMAGE);
    assertThat(output).hasToString("sha256:4f0c\n");
  }

  @Test
  void rawjson_has_stable_fields() {
    RawJsonDisplay display = new RawJsonDisplay(new PrintWriter(output), new StepClock());
    display.on(new BuildEvent.Header("engine", "Docker · x"));
    display.on(new BuildEvent.Transfer("context", 5, -1));
    display.on(new BuildEvent.Transfer("context", 5, 5));
    display.on(new BuildEvent.StepStarted(STEP));
    display.on(new BuildEvent.StepLog(STEP, "\u001b[1mx"));
    display.on(new BuildEvent.StepDone(STEP, true, Duration.ofMillis(1)));
    display.on(new BuildEvent.StepFailed(STEP, Duration.ofMillis(2), "no"));
    display.on(new BuildEvent.Warning("old"));
    display.on(IMAGE);
    display.error(
        JbuildException.of(Kind.BUILD_FAILED, "no")
            .at(new SourceSpan("p.yaml", 2, 3, "x"))
            .details(List.of("d"))
            .hint("h"));
    String time = "\"time\":\"2026-01-02T03:04:05Z\"";
    String step = "\"step\":1,\"steps\":2,\"stage\":\"runtime\",\"title\":\"base\"";
    assertThat(output.toString().replace(time, "T").replace(step, "S"))
        .isEqualTo(
            """
            {"event":"header",T,"label":"engine","text":"Docker \\u00B7 x"}
            {"event":"transfer",T,"label":"context","bytes":5}
            {"event":"transfer",T,"label":"context","bytes":5,"total":5}
            {"event":"step-started",T,S}
            {"event":"step-log",T,S,"line":"\\u001B[1mx"}
            {"event":"step-done",T,S,"cached":true,"seconds":0.001}
            {"event":"step-failed",T,S,"seconds":0.002,"message":"no"}
            {"event":"warning",T,"text":"old"}
            {"event":"image",T,"profile":"cuda-base","tags":["a:1"],"id":"sha256:4f0c",\
            "size":5,"layers":1,"seconds":1.5}
            {"event":"error",T,"exitCode":5,"message":"no","file":"p.yaml","line":2,"column":3,\
            "details":["d"],"hint":"h"}
            """);
  }
}
