package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engines, the stand-ins and the program under test. Fails where the test bed is not up. */
public final class TestBed {

  private TestBed() {}

  /** A variable that {@code dev/testbed env} exports. */
  public static String variable(String name) {
    String value = System.getenv(name);
    assertThat(value)
        .as("%s is not set: run dev/test, or eval \"$(dev/testbed env)\"", name)
        .isNotNull();
    return value;
  }

  /** Docker Engine 26, as DOCKER_HOST; its builder is BuildKit, and it has the stand-in bases. */
  public static String docker26() {
    return variable("JBUILD_TESTBED_DOCKER26");
  }

  /**
   * Docker Engine 26 with containerd's image store, as DOCKER_HOST; nothing else uses its cache.
   */
  public static String docker26WithContainerd() {
    return variable("JBUILD_TESTBED_DOCKER26_CONTAINERD");
  }

  /** podman's service, as DOCKER_HOST; it has the stand-in bases. */
  public static String podman() {
    return variable("JBUILD_TESTBED_PODMAN");
  }

  /** The engine of {@code DOCKER_HOST} behind ssh, as {@code ssh://user@host:port}. */
  public static String ssh() {
    return variable("JBUILD_TESTBED_SSH");
  }

  /** The folder of the {@code ssh} that may log in there; belongs at the front of PATH. */
  public static Path sshPath() {
    return Path.of(variable("JBUILD_TESTBED_SSH_PATH"));
  }

  /** A private key for an agent that is forwarded; its public half lies beside it as .pub. */
  public static Path forwardedKey() {
    return Path.of(variable("JBUILD_TESTBED_SSH_KEY"));
  }

  /** Runs {@code docker buildx} on the engine of {@code DOCKER_HOST}. */
  public static CommandResult buildx(String... arguments) {
    List<String> command = new ArrayList<>(List.of(variable("JBUILD_TESTBED_BUILDX")));
    command.addAll(List.of(arguments));
    return CommandResult.of(command);
  }

  /** The overlay that puts the stand-ins into a built-in profile. */
  public static Path overlay(String profile) {
    return Path.of(variable("JBUILD_TESTBED_OVERLAYS"), profile + ".yaml");
  }

  /** The facts that say what the stand-ins differ in from the real images and wheels. */
  public static Path facts() {
    return Path.of(variable("JBUILD_TESTBED_FACTS"));
  }

  /** The options that put the stand-ins into a built-in profile, and what is known about them. */
  static List<String> onStandIns(String profile) {
    return List.of(
        "--profile",
        profile,
        "--overlay",
        overlay(profile).toString(),
        "--facts",
        facts().toString());
  }

  /**
   * The plan of a built-in profile on the stand-ins, with settings in the form of {@code --set}.
   */
  public static Plan plan(String profile, String... settings) {
    ProfileLoader loader = new ProfileLoader(Path.of(""), List.of(Path.of("profiles")));
    return new Planner(Facts.builtIn())
        .plan(
            loader.load(
                new ProfileSelection(profile, List.of(overlay(profile)), List.of(settings))));
  }

  /** Runs the program as users do, from its jar. */
  public static CommandResult jbuild(String... arguments) {
    return CommandResult.of(command(arguments));
  }

  /** The command line of the program. */
  public static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("jbuild.jar", "target/jbuild.jar")));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs the program in an environment of nothing but DOCKER_HOST and an empty PATH: no docker, no
   * buildx, no other program is found.
   */
  public static CommandResult jbuildAlone(String... arguments) {
    return CommandResult.with(
        Map.of("PATH", "", "DOCKER_HOST", variable("DOCKER_HOST")), command(arguments));
  }

  /** Builds a built-in profile on the stand-ins, by the program itself, with BuildKit. */
  public static CommandResult build(String profile, String tag, String... more) {
    return jbuild(buildArguments(profile, tag, more));
  }

  /** The arguments of {@link #build}. */
  static String[] buildArguments(String profile, String tag, String... more) {
    List<String> arguments = new ArrayList<>(List.of("build"));
    arguments.addAll(onStandIns(profile));
    arguments.addAll(List.of("--tag", tag, "--progress", "plain"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Verifies an image against a built-in profile on the stand-ins. */
  static CommandResult verify(String profile, String image, String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", image));
    arguments.addAll(onStandIns(profile));
    arguments.addAll(List.of(more));
    return jbuild(arguments.toArray(String[]::new));
  }

  /** Runs the docker CLI, which tests use to look at what jbuild did. */
  public static CommandResult docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of(variable("JBUILD_TESTBED_DOCKER")));
    command.addAll(List.of(arguments));
    return CommandResult.of(command);
  }

  /** Runs the docker CLI on one of the other engines. */
  public static CommandResult dockerOn(String host, String... arguments) {
    List<String> onHost = new ArrayList<>(List.of("--host", host));
    onHost.addAll(List.of(arguments));
    return docker(onHost.toArray(String[]::new));
  }

  /** Runs a program in an image for linux/arm64. */
  public static CommandResult run(String image, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--rm", "--platform", "linux/arm64", "--entrypoint", command[0], image));
    arguments.addAll(List.of(command).subList(1, command.length));
    return docker(arguments.toArray(String[]::new));
  }

  /** What Python code prints in an image for linux/arm64. */
  public static String python(String image, String code) {
    return run(image, "python3", "-c", code).succeeds().out().strip();
  }

  /** Runs a shell script in an image for linux/arm64. */
  public static CommandResult shell(String image, String script) {
    return run(image, "/bin/sh", "-ec", script);
  }
}
