package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.render.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application's own profile, built by the program: its context, its settings, its tags, its end
 * by a signal.
 */
final class AppIT {

  /** A package that takes a while to install and that no other profile has. */
  private static final String SLOW = "inkscape";

  @TempDir Path folder;
  private Path profile = Path.of("");

  @BeforeEach
  void an_application() throws IOException {
    Files.createDirectories(folder.resolve("src/app/secrets"));
    Files.writeString(folder.resolve("src/app/main.sh"), "#!/bin/sh\necho serving\n");
    Files.setPosixFilePermissions(
        folder.resolve("src/app/main.sh"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(folder.resolve("src/app/run"), Path.of("main.sh"));
    Files.writeString(folder.resolve("src/app/secrets/key"), "key");
    Files.writeString(folder.resolve("src/app/secrets/README"), "readme");
    Files.writeString(folder.resolve("src/unnamed"), "not asked for");
    Files.writeString(folder.resolve("src/.dockerignore"), "app/secrets/*\n!**/README\n");
    profile = folder.resolve("serve.yaml");
    Files.writeString(
        profile,
        """
        profile: serve
        l4t: r36.4.0
        base: {family: l4t-cuda, image: "%s"}
        python: {version: "3.11", index: "%s"}
        app:
          context: src
          copy: [{from: app, to: /app/}]
          env: {GREETING: 'it''s $HOME'}
          workdir: /app
          expose: [9001]
          user: server
          groups: [video]
          command: [./run]
        image: {labels: {vendor: us}}
        """
            .formatted(
                TestBed.plan("cuda-base").profile().base().image(),
                TestBed.variable("JBUILD_TESTBED_INDEX")));
  }

  @Test
  void holds_what_the_profile_names_and_no_more() {
    String image = "jbuild-it:serve";
    TestBed.jbuild("build", "--profile", profile.toString(), "--tag", image).succeeds();
    String found =
        TestBed.shell(
                image,
                "cd /app; find . | sort; stat -c %a main.sh; readlink run; echo \"$GREETING\"; id -un; id -Gn; pwd")
            .succeeds()
            .out();
    assertThat(found.lines())
        .containsExactly(
            ".",
            "./main.sh",
            "./run",
            "./secrets",
            "./secrets/README",
            "750",
            "main.sh",
            "it's $HOME",
            "server",
            "server video",
            "/app");
    assertThat(
            TestBed.docker("image", "inspect", "--format", "{{json .Config}}", image)
                .succeeds()
                .out())
        .contains("\"vendor\":\"us\"", "9001/tcp", "\"io.github.jbuild.profile\":\"serve\"");
  }

  @Test
  void prints_the_id_alone_when_quiet() {
    CommandResult quiet =
        TestBed.jbuild("build", "--profile", profile.toString(), "--quiet").succeeds();
    assertThat(quiet.out()).matches("sha256:[0-9a-f]{64}\n");
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void keeps_the_old_image_under_its_tag_when_a_build_fails() {
    String image = "jbuild-it:kept";
    TestBed.jbuild("build", "--profile", profile.toString(), "--tag", image).succeeds();
    String before =
        TestBed.docker("image", "inspect", "--format", "{{.Id}}", image).succeeds().out();
    CommandResult failed =
        TestBed.jbuild(
                "build",
                "--profile",
                profile.toString(),
                "--tag",
                image,
                "--set",
                "apt.remove=[dpkg]",
                "--progress",
                "plain")
            .exits(5);
    assertThat(failed.err()).contains("apt.remove", "apt-get purge dpkg", ">>>");
    assertThat(TestBed.docker("image", "inspect", "--format", "{{.Id}}", image).succeeds().out())
        .isEqualTo(before);
  }

  @Test
  void refuses_a_context_that_lacks_what_the_profile_names() throws IOException {
    Files.delete(folder.resolve("src/app/run"));
    CommandResult failed =
        TestBed.jbuild(
                "build",
                "--profile",
                profile.toString(),
                "--set",
                "app.copy=[{from: ap, to: /app/}]")
            .exits(3);
    assertThat(failed.err()).contains("ap");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void ends_the_step_in_the_engine_on_a_signal(Dialect dialect)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process build =
        new ProcessBuilder(
                TestBed.command(
                    "build",
                    "--engine",
                    Images.engine(dialect),
                    "--profile",
                    profile.toString(),
                    "--set",
                    "apt.runtime=[" + SLOW + "]",
                    "--tag",
                    "jbuild-it:cancelled",
                    "--no-cache",
                    "--progress",
                    "plain"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await(log, "Reading package lists");
      assertThat(Processes.with(SLOW)).isNotEmpty();
      build.destroy();
      assertThat(build.waitFor(60, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
      assertThat(build.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(Processes.vanish(SLOW)).isTrue();
      assertThat(TestBed.docker("image", "inspect", "jbuild-it:cancelled").code()).isNotZero();
    } finally {
      build.destroyForcibly();
    }
  }

  private static void await(Path log, String text) throws IOException, InterruptedException {
    for (int i = 0; i < 1800; i++) {
      if (Files.readString(log).contains(text)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(Files.readString(log));
  }
}
