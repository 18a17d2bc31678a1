package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.render.Dialect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine behind ssh, as a Jetson is from a laptop: building there, and reading its images. */
final class FarEngineIT {

  private final String image = "jbuild-it-far:" + UUID.randomUUID();

  @TempDir Path folder;
  private Path profile = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void a_profile() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(folder.resolve("app/main.sh"), "#!/bin/sh\necho " + image + "\n");
    profile = folder.resolve("far.yaml");
    Files.writeString(
        profile,
        """
        profile: far
        l4t: r36.4.0
        base: {family: l4t-cuda, image: "%s"}
        python: {version: "3.11", index: "%s"}
        app:
          context: app
          copy: [{from: main.sh, to: /app/}]
          user: server
          command: [sh, /app/main.sh]
        """
            .formatted(
                TestBed.plan("cuda-base").profile().base().image(),
                TestBed.variable("JBUILD_TESTBED_INDEX")));
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    TestBed.docker("image", "rm", image);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("jbuild-ssh")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void builds_an_image_and_reads_it(Dialect dialect) {
    CommandResult built = far("build", "--engine", Images.engine(dialect));
    built.succeeds();
    assertThat(built.err()).contains(TestBed.ssh());
    assertThat(TestBed.run(image, "sh", "/app/main.sh").succeeds().out().strip()).isEqualTo(image);

    assertThat(jbuild(TestBed.ssh(), "inspect", image).succeeds().out())
        .containsPattern("COPY .+ /app/");
    assertThat(jbuild(TestBed.ssh(), "verify", image).out()).contains("passed");
  }

  @Test
  void says_what_ssh_says_of_a_host_whose_key_is_unknown() {
    URI far = URI.create(TestBed.ssh());
    String elsewhere = "ssh://" + far.getUserInfo() + "@localhost:" + far.getPort();

    CommandResult refused = jbuild(elsewhere, "inspect", image).exits(4);

    assertThat(refused.err())
        .contains("no container engine responds at " + elsewhere + " (DOCKER_HOST): ssh reports: ")
        .contains("; Host key verification failed.\n")
        .contains("ssh -p " + far.getPort() + " root@localhost docker version");
  }

  @Test
  void says_what_ssh_says_of_a_port_where_nobody_listens() {
    CommandResult refused = jbuild("ssh://root@127.0.0.1:1", "inspect", image).exits(4);

    assertThat(refused.err()).contains("ssh://root@127.0.0.1:1", "port 1", "Connection refused");
  }

  @Test
  void leaves_no_ssh_behind_when_it_is_cancelled() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(arguments("build", "--set", "apt.runtime=[gimp]", "--no-cache"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment(TestBed.ssh()));
    Process build = builder.start();
    try {
      for (int i = 0; i < 1200 && !Files.readString(log).contains("Reading package lists"); i++) {
        Thread.sleep(100);
      }
      List<ProcessHandle> children = build.descendants().toList();
      assertThat(children).as(Files.readString(log)).isNotEmpty();
      build.destroy();
      assertThat(build.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(build.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(Processes.vanish("gimp")).isTrue();
    } finally {
      build.destroyForcibly();
    }
  }

  private CommandResult far(String command, String... more) {
    return CommandResult.with(environment(TestBed.ssh()), arguments(command, more));
  }

  private List<String> arguments(String command, String... more) {
    List<String> own = List.of("--profile", profile.toString(), "--tag", image);
    return javaCommand(
        Stream.of(
                Stream.of(command), own.stream(), Stream.of("--progress", "plain"), Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private CommandResult jbuild(String host, String... arguments) {
    return CommandResult.with(environment(host), javaCommand(arguments));
  }

  private List<String> javaCommand(String... arguments) {
    List<String> command = TestBed.command(arguments);
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    return command;
  }

  /** The ssh of the test bed first in PATH, and the far end as the engine. */
  private static Map<String, String> environment(String host) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", TestBed.sshPath() + ":" + System.getenv("PATH"));
    environment.put("DOCKER_HOST", host);
    return environment;
  }
}
