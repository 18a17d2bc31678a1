package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A profile with libraries of the donor and an application on the engines beside the first one. */
final class NewerEngineIT {

  private final String image = "jbuild-it-newer:" + UUID.randomUUID();

  @TempDir Path folder;
  private Path profile = Path.of("");

  @BeforeEach
  void an_application_with_libraries_of_the_donor() throws IOException {
    Files.writeString(folder.resolve("main.sh"), "#!/bin/sh\necho serving\n");
    profile = folder.resolve("newer.yaml");
    Files.writeString(
        profile,
        """
        profile: newer
        l4t: r36.4.0
        base: {family: l4t-cuda, image: "%s"}
        donor: {image: "%s"}
        libraries:
          cudnn: {version: "9.3", from: donor}
          cupti: {from: donor}
        python: {version: "3.11", index: "%s"}
        app:
          context: .
          copy: [{from: main.sh, to: /app/}]
          user: server
          groups: [video]
          command: [sh, /app/main.sh]
        """
            .formatted(
                TestBed.plan("cuda-base").profile().base().image(),
                TestBed.plan("cuda-base").profile().donor().orElseThrow(),
                TestBed.variable("JBUILD_TESTBED_INDEX")));
  }

  @AfterEach
  void remove_the_image() {
    TestBed.dockerOn(TestBed.docker26(), "image", "rm", image);
    TestBed.dockerOn(TestBed.podman(), "image", "rm", image);
  }

  @ParameterizedTest
  @CsvSource({
    "JBUILD_TESTBED_DOCKER26, auto, BuildKit",
    "JBUILD_TESTBED_DOCKER26, classic, classic builder",
    "JBUILD_TESTBED_PODMAN, auto, Buildah"
  })
  void builds_verifies_and_runs_the_profile(String engine, String mode, String builder) {
    String host = TestBed.variable(engine);

    CommandResult built =
        jbuild(
                host,
                "build",
                "--engine",
                mode,
                "--profile",
                profile.toString(),
                "--tag",
                image,
                "--verify",
                "--progress",
                "plain")
            .succeeds();

    assertThat(built.err()).contains(", " + builder + ", linux/arm64");
    assertThat(
            TestBed.dockerOn(host, "run", "--rm", "--platform", "linux/arm64", image)
                .succeeds()
                .out())
        .isEqualTo("serving\n");
    assertThat(
            TestBed.dockerOn(
                    host,
                    "run",
                    "--rm",
                    "--platform",
                    "linux/arm64",
                    image,
                    "sh",
                    "-c",
                    "ldconfig -p | grep -c -e libcudnn -e libcupti; id -Gn")
                .succeeds()
                .out())
        .isEqualTo("9\nserver video\n");
  }

  private static CommandResult jbuild(String host, String... arguments) {
    return CommandResult.with(Map.of("PATH", "", "DOCKER_HOST", host), TestBed.command(arguments));
  }
}
