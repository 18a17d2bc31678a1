package io.github.jbuild.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.jbuild.buildkit.Worker;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.FakeDockerApi;
import io.github.jbuild.engine.Heard;
import io.github.jbuild.engine.Wanted;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each builder cannot do is refused before anything is sent. */
final class RefusalsTest {

  private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";
  private static final String GATEWAY = "org.mobyproject.buildkit.worker.moby.host-gateway-ip";

  private static final BuildKitStore DOCKER_20 = docker(41, Map.of());
  private static final BuildKitStore DOCKER_23 = docker(42, Map.of());
  private static final BuildKitStore DOCKER_26 = docker(45, Map.of(GATEWAY, "172.17.0.1"));
  private static final BuildKitStore CONTAINERD = docker(45, Map.of(SNAPSHOTTER, "overlayfs"));
  private static final BuildKitStore BUILDKITD =
      new BuildKitStore(new BuildKitFeatures(true, new ApiVersion(1, 41)), worker(Map.of()));

  private final FakeDockerApi fake = new FakeDockerApi();

  @AfterEach
  void stop() {
    fake.close();
  }

  private static BuildKitStore docker(int minor, Map<String, String> labels) {
    return new BuildKitStore(new BuildKitFeatures(false, new ApiVersion(1, minor)), worker(labels));
  }

  private static Worker worker(Map<String, String> labels) {
    return new Worker("moby", labels, List.of("linux/arm64"), "");
  }

  private static Wanted wanted() {
    return Wanted.of("FROM scratch\n");
  }

  private static Wanted output(String type, String destination, String... attribute) {
    return wanted()
        .output(
            type,
            destination,
            attribute.length == 0 ? Map.of() : Map.of(attribute[0], attribute[1]));
  }

  private static Wanted cacheFrom(String type) {
    return wanted().cacheFrom(type, Map.of("src", "/cache"));
  }

  private static Wanted cacheTo(String type) {
    return wanted().cacheTo(type, Map.of("dest", "/cache"));
  }

  static Stream<Arguments> refusedByBuildKit() {
    Wanted limit = wanted().ulimit("nofile", 1, 2);
    Wanted shared = wanted().shm(1024);
    Wanted epoch = wanted().epoch(1);
    Wanted gateway = wanted().host("h", "host-gateway");
    Wanted two = output("local", "/a").output("tar", "/b", Map.of());
    return Stream.of(
        arguments(DOCKER_20, limit, "--ulimit", "Docker before 23"),
        arguments(DOCKER_20, shared, "--shm-size", "Docker before 23"),
        arguments(DOCKER_20, epoch, "SOURCE_DATE_EPOCH", "Docker before 24"),
        arguments(DOCKER_23, epoch, "SOURCE_DATE_EPOCH", "Docker before 24"),
        arguments(DOCKER_20, gateway, "--add-host", "does not provide the gateway's address"),
        arguments(
            BUILDKITD, gateway, "--add-host", "buildkitd does not provide the gateway's address"),
        arguments(DOCKER_26, wanted().network("mine"), "--network mine", "default, host and none"),
        arguments(DOCKER_20, two, "several --output", "uses the first"),
        arguments(DOCKER_23, two, "several --output", "uses the first"),
        arguments(DOCKER_26, output("oci", "/f"), "--output type=oci", "no exporter"),
        arguments(DOCKER_26, output("docker", "/f"), "--output type=docker", "no exporter"),
        arguments(
            DOCKER_26, output("image", "", "push", "true"), "--output type=image,push", "nothing"),
        arguments(
            CONTAINERD, output("image", "", "push", "true"), "--output type=image,push", "nothing"),
        arguments(
            CONTAINERD,
            output("oci", "/f", "rewrite-timestamp", "true"),
            "--output type=oci,rewrite-timestamp",
            "accepts it and ignores it"),
        arguments(
            DOCKER_26,
            output("image", "", "compression", "zstd"),
            "--output type=image,compression",
            "ignores it"),
        arguments(
            DOCKER_26,
            output("tar", "/f", "compression", "zstd"),
            "type=tar,compression",
            "ignores"),
        arguments(DOCKER_26, output("local", "/d", "x", "y"), "type=local,x", "ignores it"),
        arguments(DOCKER_26, cacheFrom("local"), "--cache-from type=local", "cannot import local"),
        arguments(CONTAINERD, cacheFrom("inline"), "--cache-from type=inline", "no such cache"),
        arguments(DOCKER_26, cacheTo("registry"), "--cache-to type=registry", "only inline caches"),
        arguments(DOCKER_26, cacheTo("local"), "--cache-to type=local", "only inline caches"),
        arguments(DOCKER_26, cacheTo("gha"), "--cache-to type=gha", "only inline caches"));
  }

  @ParameterizedTest
  @MethodSource("refusedByBuildKit")
  void buildkit_refuses(BuildKitStore store, Wanted wanted, String option, String why) {
    JbuildException error =
        catchThrowableOfType(
            JbuildException.class, () -> BuildKitLimits.refuse(wanted.request(), store));

    assertThat(error.kind()).isEqualTo(Kind.USAGE);
    assertThat(error.message()).contains(option, why);
  }

  static Stream<Arguments> takenByBuildKit() {
    Wanted files = output("local", "/a").output("tar", "/b", Map.of());
    return Stream.of(
        arguments(
            DOCKER_20, wanted().secret("a", () -> new byte[0]).noCacheFor("x").network("host")),
        arguments(DOCKER_20, cacheTo("inline").cacheFrom("registry", Map.of("ref", "x"))),
        arguments(DOCKER_20, output("local", "/d")),
        arguments(DOCKER_23, wanted().ulimit("nofile", 1, 2).shm(1)),
        arguments(DOCKER_26, files),
        arguments(DOCKER_26, wanted().epoch(1).host("h", "host-gateway").network("none")),
        arguments(CONTAINERD, output("oci", "/f", "compression", "zstd")),
        arguments(CONTAINERD, cacheTo("registry").cacheFrom("local", Map.of("src", "/c"))),
        arguments(BUILDKITD, output("docker", "/f")),
        arguments(BUILDKITD, cacheTo("local").ulimit("nofile", 1, 2).shm(1).epoch(1)));
  }

  @ParameterizedTest
  @MethodSource("takenByBuildKit")
  void buildkit_takes(BuildKitStore store, Wanted wanted) {
    assertThatCode(() -> BuildKitLimits.refuse(wanted.request(), store)).doesNotThrowAnyException();
  }

  static Stream<Arguments> refusedWithoutSession() {
    return Stream.of(
        arguments(wanted().secret("a", () -> new byte[0]), "--secret"),
        arguments(wanted().ssh("a", Path.of("/agent")), "--ssh"),
        arguments(output("local", "/d"), "--output"),
        arguments(wanted().noCacheFor("x"), "--no-cache-filter"),
        arguments(cacheFrom("local"), "--cache-from"),
        arguments(cacheTo("registry"), "--cache-to"),
        arguments(wanted().ulimit("nofile", 1, 2), "--ulimit"),
        arguments(wanted().shm(1024), "--shm-size"),
        arguments(wanted().epoch(1), "SOURCE_DATE_EPOCH"));
  }

  @ParameterizedTest
  @MethodSource("refusedWithoutSession")
  void buildkit_behind_plain_http_refuses(Wanted wanted, String option) {
    refuses(EngineChoice.Mode.AUTO, wanted, option);
  }

  static Stream<Arguments> refusedByClassic() {
    return Stream.of(
        arguments(wanted().secret("a", () -> new byte[0]), "--secret"),
        arguments(wanted().ssh("a", Path.of("/agent")), "--ssh"),
        arguments(wanted().noCacheFor("x"), "--no-cache-filter"),
        arguments(cacheTo("inline"), "--cache-to"),
        arguments(cacheFrom("local"), "--cache-from type=local"),
        arguments(wanted().ulimit("nofile", 1, 2), "--ulimit"),
        arguments(wanted().epoch(1), "SOURCE_DATE_EPOCH"),
        arguments(output("local", "/d"), "--output"),
        arguments(output("image", "", "compression", "zstd"), "--output"),
        arguments(output("image", "").output("tar", "/f", Map.of()), "--output"));
  }

  @ParameterizedTest
  @MethodSource("refusedByClassic")
  void the_classic_builder_refuses(Wanted wanted, String option) {
    refuses(EngineChoice.Mode.CLASSIC, wanted, option);
  }

  private void refuses(EngineChoice.Mode mode, Wanted wanted, String option) {
    try (ConnectedEngine engine = connect(mode)) {
      JbuildException error =
          catchThrowableOfType(
              JbuildException.class, () -> engine.build(wanted.request(), new Heard()));

      assertThat(error.kind()).isEqualTo(Kind.USAGE);
      assertThat(error.message()).startsWith(option);
      assertThat(error.hint()).isPresent();
    }
    assertThat(fake.seen).noneMatch(request -> request.line().contains("/build"));
  }

  @Test
  void what_is_not_refused_is_sent() {
    fake.answer("/build", 200, "{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:1\"}}");
    try (ConnectedEngine engine = connect(EngineChoice.Mode.AUTO)) {
      engine.build(wanted().request(), new Heard());
    }
    assertThat(fake.seen).anyMatch(request -> request.line().contains("/build?version=2"));
  }

  private ConnectedEngine connect(EngineChoice.Mode mode) {
    return new EngineConnector(
            new EngineLocator(Map.of(), Path.of("/nonexistent")), InstantSource.system())
        .connect(new EngineChoice(fake.host(), mode, null));
  }
}
