package io.github.jbuild.cli;

import io.github.jbuild.cli.build.BuildCommand;
import io.github.jbuild.cli.build.ProfileJobs;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.FakeDockerApi;
import io.github.jbuild.engine.connect.NoEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Provokes the documented failures, each by a whole command line. */
final class ErrorScenes {

  private static final String RECORDED =
      "The engine is a small server in the test; it sends what Docker 20.10.24 sent.";
  private static final String PIP = "pip install fastapi==9.9.9";

  private final Path folder;
  private final List<ErrorScene> scenes = new ArrayList<>();

  private ErrorScenes(Path folder) {
    this.folder = folder;
  }

  /** All of them, in the order of the documentation. */
  static List<ErrorScene> in(Path folder) throws IOException {
    ErrorScenes all = new ErrorScenes(folder);
    all.connecting();
    all.running();
    all.pulling();
    all.building();
    all.profiles();
    return all.scenes;
  }

  private void connecting() throws IOException {
    SceneProfile.in(folder);
    without(
        "No engine",
        "No engine is chosen and none of the default sockets exists.",
        NoEngine.anywhere());
    add("The chosen engine does not respond", "There is no such socket.", "unix:///no.sock");
    without(
        "Permission denied for the socket",
        "The system's recorded response to a user who is not in the socket's group;"
            + " tests often run as root, who may use every socket.",
        NoEngine.permitted());
    add(
        "The engine is too old",
        "The engine is a small server in the test that offers API 1.40.",
        new FakeDockerApi().api("1.40"));
  }

  private void running() throws IOException {
    SceneProfile profile = SceneProfile.in(folder);
    add(
        "The engine cannot run arm64 programs",
        "Found before anything is built. " + RECORDED,
        SceneEngine.withoutEmulation());
    add(
        "A program for another architecture in a step",
        RECORDED,
        SceneEngine.exiting(profile.step(PIP), "exec /bin/sh: exec format error", 1));
  }

  private void pulling() throws IOException {
    SceneProfile profile = SceneProfile.in(folder);
    add(
        "Base image not found",
        RECORDED,
        SceneEngine.failing(profile.base(), "", "manifest unknown"));
    add(
        "Base image not authorized",
        RECORDED,
        SceneEngine.failing(profile.base(), "", "unauthorized: authentication required"));
    add(
        "Base image not for arm64",
        RECORDED,
        SceneEngine.failing(
            profile.base(),
            "",
            "no matching manifest for linux/arm64 in the manifest list entries"));
  }

  private void building() throws IOException {
    SceneProfile profile = SceneProfile.in(folder);
    add(
        "A step failed",
        RECORDED,
        SceneEngine.exiting(
            profile.step(PIP),
            """
            ERROR: Could not find a version that satisfies the requirement fastapi==9.9.9
            ERROR: No matching distribution found for fastapi==9.9.9
            """,
            1));
    add(
        "A requirement would replace a pinned wheel",
        RECORDED,
        SceneEngine.exiting(
            profile.step(PIP),
            """
            ERROR: Cannot install fastapi==9.9.9 because these package versions have conflicting \
            dependencies.
            The conflict is caused by:
                fastapi 9.9.9 depends on torch>=2.9
                The user requested (constraint) torch
            """,
            1));
    add(
        "Disk full",
        RECORDED,
        SceneEngine.exiting(
            profile.step(PIP), "ERROR: [Errno 28] No space left on device: '/x'", 1));
    add(
        "Connection lost during the build",
        "The server in the test closes the connection.",
        SceneEngine.goingAway(profile.step(PIP)));
  }

  private void profiles() throws IOException {
    Files.delete(folder.resolve("app.yaml"));
    add("Profile file missing", "There is no app.yaml.");
    Files.writeString(folder.resolve("app.yaml"), "profile: app\nl4t: [r36.4.0\n");
    add("Profile is not YAML", "A bracket is not closed.");
    SceneProfile profile = SceneProfile.in(folder);
    profile.with("packages:", "pakages:");
    add("Unknown key", "A letter is missing.");
    profile.with("packages:\n    - fastapi==9.9.9", "packages: fastapi==9.9.9");
    add("Wrong type", "A string where a list belongs.");
    profile.with("9d40bb673", "9d40bb67");
    add("Bad digest", "The last digit is missing.");
    profile.with("@sha256:34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673", "");
    add("Base image without a digest", "Only a tag.");
    profile.with("r36.4.0\nbase", "r36.4.1\nbase");
    add("Unknown L4T", "jbuild does not know such a release.");
  }

  private void add(String title, String provoked, FakeDockerApi engine) {
    try (engine) {
      TestConsole console = console();
      int code = run(console, "-H", engine.host(), "--engine", "classic");
      scene(title, provoked, console, code, " --engine classic");
    }
  }

  private void add(String title, String provoked, String... host) {
    TestConsole console = console();
    List<String> arguments = new ArrayList<>();
    Arrays.stream(host).forEach(url -> arguments.addAll(List.of("-H", url)));
    int code = run(console, arguments.toArray(String[]::new));
    String typed = arguments.stream().map(word -> " " + word).collect(Collectors.joining());
    scene(title, provoked, console, code, typed);
  }

  private void without(String title, String provoked, JbuildException engine) {
    TestConsole console = console();
    int code =
        console.run(
            BuildCommand.NAME,
            invocation ->
                new BuildCommand(
                    new ProfileJobs(new BuiltIns()),
                    host -> {
                      throw engine;
                    },
                    invocation),
            BuildCommand.NAME,
            "-p",
            folder.resolve("app.yaml").toString());
    scene(title, provoked, console, code, "");
  }

  private int run(TestConsole console, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(BuildCommand.NAME, "-p", folder.resolve("app.yaml").toString()));
    arguments.addAll(List.of(more));
    return console.jbuild(arguments.toArray(String[]::new));
  }

  private TestConsole console() {
    return new TestConsole(Map.of("HOME", folder.resolve("home").toString()));
  }

  private void scene(
      String title, String provoked, TestConsole console, int exitCode, String arguments) {
    String said = console.err();
    String output =
        said.substring(said.indexOf("error: "))
            .replace(folder + "/home", "/home/me")
            .replace(folder + "/", "./")
            .replaceAll("tcp://127\\.0\\.0\\.1:\\d+", "tcp://orin:2375");
    scenes.add(
        new ErrorScene(
            title,
            provoked,
            "jbuild build -p ./app.yaml" + arguments,
            ErrorScene.kind(exitCode),
            output));
  }
}
