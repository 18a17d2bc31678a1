package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other tests rely on in the parts of the bed beside its first engine. */
final class BedIT {

  private static final String IMAGE = "jbuild-it:test-bed";

  @TempDir Path folder;

  @BeforeEach
  void an_image_whose_steps_need_arm64_and_the_index() throws IOException {
    URI index = URI.create(TestBed.variable("JBUILD_TESTBED_INDEX"));
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s
        RUN uname -m >/machine
        RUN bash -c 'exec 3<>/dev/tcp/%s/%d && echo reached >/index'
        """
            .formatted(
                TestBed.plan("cuda-base").profile().base().image(),
                index.getHost(),
                index.getPort()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JBUILD_TESTBED_DOCKER26", "JBUILD_TESTBED_PODMAN"})
  void engines_run_arm64_steps_that_reach_the_index(String engine) {
    String host = TestBed.variable(engine);
    try {
      TestBed.dockerOn(host, build()).succeeds();

      assertThat(
              TestBed.dockerOn(
                      host, "run", "--rm", "--entrypoint", "cat", IMAGE, "/machine", "/index")
                  .succeeds()
                  .out())
          .isEqualTo("aarch64\nreached\n");
    } finally {
      TestBed.dockerOn(host, "image", "rm", IMAGE);
    }
  }

  @Test
  void buildx_runs_arm64_steps_that_reach_the_index() {
    try {
      TestBed.buildx(build()).succeeds();

      assertThat(TestBed.run(IMAGE, "cat", "/machine", "/index").succeeds().out())
          .isEqualTo("aarch64\nreached\n");
    } finally {
      TestBed.docker("image", "rm", IMAGE);
    }
  }

  @Test
  void docker_at_the_far_end_speaks_to_the_first_engine() {
    URI far = URI.create(TestBed.ssh());

    CommandResult id =
        CommandResult.of(
            List.of(
                TestBed.sshPath().resolve("ssh").toString(),
                "-l",
                far.getUserInfo(),
                "-p",
                String.valueOf(far.getPort()),
                far.getHost(),
                "docker info --format '{{.ID}}'"));

    assertThat(id.succeeds().out())
        .isEqualTo(TestBed.docker("info", "--format", "{{.ID}}").succeeds().out());
  }

  private String[] build() {
    return new String[] {"build", "--platform", "linux/arm64", "--tag", IMAGE, folder.toString()};
  }
}
