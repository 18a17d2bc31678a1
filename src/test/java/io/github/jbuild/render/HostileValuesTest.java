package io.github.jbuild.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.testing.ProfileBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts hostile values into every field, past the loader's checks, and runs the rendered RUN steps
 * in a real shell in which every program only records its arguments. Either the value arrives as it
 * is, as part of one argument, or it is refused; what is inside is never run.
 */
final class HostileValuesTest {

  private static final List<String> PROGRAMS =
      List.of(
          "apt-get",
          "chmod",
          "dirname",
          "git",
          "gpg",
          "ln",
          "cat",
          "cmake",
          "cp",
          "curl",
          "cut",
          "dpkg-query",
          "find",
          "getent",
          "grep",
          "groupadd",
          "id",
          "ldconfig",
          "ls",
          "mkdir",
          "nproc",
          "python3",
          "readlink",
          "rm",
          "sed",
          "sha256sum",
          "sort",
          "tar",
          "useradd",
          "usermod",
          "tool");

  private static final Planner PLANNER = new Planner(Facts.builtIn());
  private static final Renderer RENDERER = Renderer.builtIn();

  @TempDir Path folder;

  static Stream<Arguments> cases() {
    Map<String, BiConsumer<ProfileBuilder, String>> fields =
        Map.ofEntries(
            Map.entry("apt.runtime", (b, v) -> b.aptRuntime = List.of("tini", v)),
            Map.entry(
                "apt.build",
                (b, v) -> {
                  b.aptBuild = List.of(v);
                  b.sources.put("gdal", source("Release", "bin/gdal*", "tool", "3"));
                }),
            Map.entry("apt.remove", (b, v) -> b.aptRemove = List.of(v)),
            Map.entry(
                "sources.defines",
                (b, v) -> b.sources.put("gdal", source(v, "bin/gdal*", "tool", "3"))),
            Map.entry(
                "sources.install", (b, v) -> b.sources.put("gdal", source("x", v, "tool", "3"))),
            Map.entry(
                "sources.check.command", (b, v) -> b.sources.put("gdal", source("x", "y", v, "3"))),
            Map.entry(
                "sources.check.contains",
                (b, v) -> b.sources.put("gdal", source("x", "y", "tool", v))),
            Map.entry("python.packages", (b, v) -> b.packages = List.of(v, "six")),
            Map.entry("python.requirements", (b, v) -> b.requirements = List.of(v)),
            Map.entry("python.no-deps", (b, v) -> b.noDeps = List.of(v)),
            Map.entry(
                "python.constraints",
                (b, v) -> {
                  b.constraints = List.of(v);
                  b.packages = List.of("six");
                }),
            Map.entry(
                "python.remove",
                (b, v) -> {
                  b.remove = List.of(v);
                  b.packages = List.of("six");
                }),
            Map.entry("python.wheels", (b, v) -> b.wheel(v, "1.0")),
            Map.entry(
                "apt.repositories.suite",
                (b, v) -> {
                  b.aptRuntime = List.of("tini");
                  b.repositories.put("cuda", HostileParts.repository(v, ProfileBuilder.HASH));
                }),
            Map.entry(
                "apt.repositories.key.fingerprint",
                (b, v) -> {
                  b.aptRuntime = List.of("tini");
                  b.repositories.put("cuda", HostileParts.repository("/", v));
                }),
            Map.entry(
                "libraries.files",
                (b, v) -> HostileParts.ownLibrary(b, List.of(v, "/lib/libx.so.*"), "/opt/lib")),
            Map.entry(
                "libraries.to", (b, v) -> HostileParts.ownLibrary(b, List.of("/lib/libx.so.*"), v)),
            Map.entry(
                "donor.copy.from",
                (b, v) -> HostileParts.donorCopy(b, new Profile.Copy(List.of(v), "/opt/x"))),
            Map.entry(
                "donor.copy.to",
                (b, v) -> HostileParts.donorCopy(b, new Profile.Copy(List.of("/opt/x"), v))),
            Map.entry("loader.paths", (b, v) -> b.loaderPaths = List.of(v)),
            Map.entry("sources.script", (b, v) -> HostileParts.script(b, List.of("./build.sh", v))),
            Map.entry("sources.env", (b, v) -> HostileParts.sourceEnv(b, Map.of("KEY", v))),
            Map.entry("sources.env name", (b, v) -> HostileParts.sourceEnv(b, Map.of(v, "x"))),
            Map.entry(
                "sources.patches.file",
                (b, v) -> HostileParts.patch(b, new Patch(v, "text", "by"))),
            Map.entry(
                "sources.patches.text",
                (b, v) -> HostileParts.patch(b, new Patch("file", v, "by"))),
            Map.entry(
                "sources.patches.by",
                (b, v) -> HostileParts.patch(b, new Patch("file", "text", v))),
            Map.entry("sources.wheel", HostileParts::wheel),
            Map.entry("sources.packages", (b, v) -> HostileParts.packages(b, List.of(v))),
            Map.entry("sources.git.commit", HostileParts::commit),
            Map.entry("tools.to", (b, v) -> HostileParts.tool(b, v, "cmake")),
            Map.entry("tools.check", (b, v) -> HostileParts.tool(b, "/usr/local", v)),
            Map.entry(
                "python.local",
                (b, v) ->
                    b.local = List.of(new io.github.jbuild.profile.Python.Local(v, false, v))),
            Map.entry("python.overrides", HostileParts::overrides),
            Map.entry(
                "python.env",
                (b, v) -> {
                  b.packages = List.of("six");
                  b.pythonEnv = Map.of("KEY", v);
                }),
            Map.entry(
                "python.env name",
                (b, v) -> {
                  b.packages = List.of("six");
                  b.pythonEnv = Map.of(v, "x");
                }),
            Map.entry(
                "python.patches.text",
                (b, v) -> {
                  b.packages = List.of("six");
                  b.patches = List.of(new Patch("six.py", v, v));
                }),
            Map.entry(
                "python.patches.file",
                (b, v) -> {
                  b.packages = List.of("six");
                  b.patches = List.of(new Patch(v, "text", "by"));
                }),
            Map.entry(
                "python.checks",
                (b, v) -> b.checks = List.of(new Profile.Check(List.of("python3", v), v))),
            Map.entry("app.volumes", (b, v) -> b.volumes = List.of(v)),
            Map.entry("app.stop-signal", (b, v) -> b.stopSignal = v),
            Map.entry("app.links", (b, v) -> b.links = Map.of("/opt/link", v)),
            Map.entry("app.links path", (b, v) -> b.links = Map.of(v, "/opt/target")),
            Map.entry(
                "reasons",
                (b, v) -> {
                  b.env = Map.of("KEY", "x");
                  b.reasons = Map.of("app.env.KEY", v);
                }),
            Map.entry(
                "python.remove of a base with Python",
                (b, v) -> {
                  b.family = Profile.Family.L4T_PYTORCH;
                  b.remove = List.of(v);
                  b.packages = List.of("six");
                }),
            Map.entry("python.wheels.version", (b, v) -> b.wheel("torch", v)),
            Map.entry("app.env", (b, v) -> b.env = Map.of("KEY", v)),
            Map.entry("app.env name", (b, v) -> b.env = Map.of(v, "value")),
            Map.entry("app.workdir", (b, v) -> b.workdir = v),
            Map.entry(
                "app.copy", (b, v) -> b.copy = List.of(new Profile.Copy(List.of(v), "/app/"))),
            Map.entry("app.expose", (b, v) -> b.expose = List.of(v)),
            Map.entry("app.entrypoint", (b, v) -> b.entrypoint = List.of(v)),
            Map.entry("app.command", (b, v) -> b.command = List.of("python3", v)),
            Map.entry(
                "app.healthcheck",
                (b, v) ->
                    b.healthcheck = new Profile.Healthcheck(List.of(v), "30s", null, null, null)),
            Map.entry(
                "app.healthcheck.interval",
                (b, v) ->
                    b.healthcheck = new Profile.Healthcheck(List.of("x"), v, null, null, null)),
            Map.entry("app.user", (b, v) -> b.user = v),
            Map.entry(
                "app.groups",
                (b, v) -> {
                  b.user = "app";
                  b.groups = List.of(v);
                }),
            Map.entry("image.labels", (b, v) -> b.labels = Map.of("key", v)),
            Map.entry("image.labels name", (b, v) -> b.labels = Map.of(v, "value")),
            Map.entry("profile", (b, v) -> b.name = v));
    List<String> values =
        List.of(
            "$(touch CANARY)",
            "`touch CANARY`",
            "x; touch CANARY",
            "x && touch CANARY",
            "x | touch CANARY",
            "x\ntouch CANARY",
            "x\nRUN touch CANARY",
            "'; touch CANARY; '",
            "\"; touch CANARY; \"",
            "x\\",
            "\\\nRUN touch CANARY",
            "${IFS}touch",
            "x > CANARY",
            "# x",
            "--upload-file=CANARY",
            "x\rRUN touch CANARY",
            "x\u2028RUN touch CANARY",
            "<<EOF");
    return fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            field -> values.stream().map(v -> Arguments.of(field.getKey(), v, field.getValue())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void is_harmless_or_refused(String field, String value, BiConsumer<ProfileBuilder, String> set)
      throws Exception {
    Path canary = folder.resolve("canary");
    String hostile = value.replace("CANARY", canary.toString());
    ProfileBuilder builder = new ProfileBuilder();
    set.accept(builder, hostile);
    for (Dialect dialect : Dialect.values()) {
      RenderedDockerfile rendered;
      try {
        rendered = RENDERER.render(PLANNER.plan(builder.build()), dialect);
      } catch (JbuildException refused) {
        assertThat(refused.kind()).isEqualTo(Kind.INVALID_INPUT);
        assertThat(refused.hint()).isPresent();
        continue;
      } catch (IllegalArgumentException notAnAddress) {
        assertThat(field).startsWith("python.wheels");
        continue;
      }
      assertThat(rendered.instructions())
          .as("no instruction of its own in %s", rendered.text())
          .hasSameSizeAs(harmless(set, dialect).instructions());
      run(rendered);
      assertThat(canary).as(rendered.text()).doesNotExist();
    }
  }

  private static RenderedDockerfile harmless(
      BiConsumer<ProfileBuilder, String> set, Dialect dialect) {
    ProfileBuilder builder = new ProfileBuilder();
    set.accept(builder, "x");
    return RENDERER.render(PLANNER.plan(builder.build()), dialect);
  }

  /** Runs every RUN instruction as Docker would hand it to the shell. */
  private void run(RenderedDockerfile dockerfile) throws IOException, InterruptedException {
    Path bin = programs();
    String[] lines = dockerfile.text().split("\n", -1);
    for (RenderedDockerfile.Instruction instruction : dockerfile.instructions()) {
      StringBuilder command = new StringBuilder();
      for (int line = instruction.firstLine(); line <= instruction.lastLine(); line++) {
        String text = lines[line - 1];
        command.append(text.endsWith("\\") ? text.substring(0, text.length() - 1) : text);
      }
      if (!command.toString().startsWith("RUN ")) {
        continue;
      }
      String shell =
          command
              .substring(4)
              .replaceAll("--mount=\\S+\\s+", "")
              .replace("> /", "> " + folder + "/");
      List<String> call = new ArrayList<>(List.of("/bin/sh", "-c", shell));
      ProcessBuilder process = new ProcessBuilder(call).directory(folder.toFile());
      process.environment().clear();
      process.environment().put("PATH", bin.toString());
      process.environment().put("RECORD", folder.resolve("record").toString());
      process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process running = process.start();
      assertThat(running.waitFor(10, TimeUnit.SECONDS)).as(shell).isTrue();
    }
  }

  private Path programs() throws IOException {
    Path bin = folder.resolve("bin");
    if (Files.exists(bin)) {
      return bin;
    }
    Files.createDirectory(bin);
    Files.createDirectories(folder.resolve("out"));
    Files.createDirectories(folder.resolve("tmp"));
    for (String program : PROGRAMS) {
      Path file = bin.resolve(program);
      Files.writeString(
          file, "#!/bin/sh\nprintf '%s\\0' \"$0\" \"$@\" >> \"$RECORD\"\n", StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return bin;
  }

  private static SourceBuild source(
      String define, String install, String command, String contains) {
    return new SourceBuild(
        "3.11.5",
        new SourceBuild.Archive(
            URI.create("https://archives.example/gdal-3.11.5.tar.xz"),
            new Digest(ProfileBuilder.HASH)),
        new SourceBuild.Cmake(SourceBuild.Generator.NINJA, Map.of("CMAKE_BUILD_TYPE", define)),
        List.of(),
        Map.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(install),
        new Profile.Check(List.of(command, "--version"), contains));
  }
}
