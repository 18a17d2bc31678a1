package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.buildkit.transport.BuildKitdProxy;
import io.github.jbuild.buildkit.transport.Certificates;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to a builder, on real engines. */
final class BuilderSelectorIT {

  private final String fresh = UUID.randomUUID().toString();

  @TempDir Path folder;
  private @Nullable RealBuilds builds;

  @AfterEach
  void disconnect() {
    if (builds != null) {
      builds.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void dockers_engines_build_with_buildkit(BedDocker docker) throws IOException {
    RealBuilds real = connect(docker.host(), EngineChoice.of(docker.host()), Map.of());

    assertThat(real.engine().builder())
        .matches(builder -> builder.name().equals("BuildKit") && builder.parallel())
        .matches(builder -> builder.reason().contains("upgrades at /grpc"));
    assertThat(real.engine().requireExecution(Platform.LINUX_ARM64))
        .isEqualTo(ContainerEngine.Execution.EMULATED);
    assertThat(real.build(hello()).output()).contains("hello from arm64");
  }

  @Test
  void buildkitd_on_a_unix_socket_builds() throws IOException {
    Path socket = folder.resolve("buildkitd.sock");
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onUnixSocket(engine(), socket)) {
      assertThat(buildkitd.port()).isZero();
      standalone("unix://" + socket, Map.of());
    }
  }

  @Test
  void buildkitd_on_a_port_builds() throws IOException {
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTcp(engine())) {
      standalone("tcp://127.0.0.1:" + buildkitd.port(), Map.of());
    }
  }

  @Test
  void buildkitd_that_wants_a_certificate_builds() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path files = Files.createDirectory(folder.resolve("pem"));
    certificates.writeClient(files);
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine(), certificates.server())) {
      standalone(
          "tcp://127.0.0.1:" + buildkitd.port(),
          Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", files.toString()));
      assertThat(buildkitd.protocols()).containsOnly("h2");
    }
  }

  @Test
  void buildkitd_that_wants_a_certificate_refuses_strangers() throws Exception {
    Certificates certificates = new Certificates(folder);
    Path files = Files.createDirectory(folder.resolve("pem"));
    certificates.writeClient(files);
    Files.delete(files.resolve("key.pem"));
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine(), certificates.server())) {
      String address = "tcp://127.0.0.1:" + buildkitd.port();
      JbuildException error =
          unchosen(address, Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", files.toString()));

      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).startsWith("no BuildKit responds at " + address);
      assertThat(error.hint().orElseThrow()).contains("certificates");
    }
  }

  @Test
  void nobody_answers_where_buildkitd_should_be() throws IOException {
    JbuildException error = unchosen("tcp://127.0.0.1:1", Map.of());

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message())
        .startsWith("no BuildKit responds at tcp://127.0.0.1:1")
        .containsIgnoringCase("refused");
  }

  @ParameterizedTest
  @CsvSource({"V20_10,REFUSES", "V20_10,STRIPS", "V26_1,REFUSES", "V26_1,STRIPS"})
  void an_engine_whose_upgrades_are_lost_builds_by_plain_http(
      BedDocker docker, NoUpgrades.Manner manner) throws Exception {
    try (NoUpgrades proxy = new NoUpgrades(docker.socket(), manner)) {
      RealBuilds real = connect(docker.host(), EngineChoice.of(proxy.host()), Map.of());
      Heard heard = new Heard();

      String image = real.image(hello().label("fresh", fresh), heard);

      assertThat(real.engine().builder().name()).isEqualTo("BuildKit");
      assertThat(real.engine().builder().reason())
          .contains(manner == NoUpgrades.Manner.REFUSES ? "404" : "/grpc", "POST /build?version=2");
      assertThat(heard.output()).contains("hello from arm64");
      assertThat(real.engine().inspect(image).orElseThrow())
          .matches(found -> found.platform().equals(Platform.LINUX_ARM64))
          .matches(found -> fresh.equals(found.labels().get("fresh")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_build_by_plain_http_has_its_options(BedDocker docker) {
    try (NoUpgrades proxy = new NoUpgrades(docker.socket(), NoUpgrades.Manner.REFUSES)) {
      RealBuilds real = connect(docker.host(), EngineChoice.of(proxy.host()), Map.of());
      Wanted wanted =
          Wanted.of(
                  "FROM "
                      + BedDocker.BASE
                      + " AS one\nARG GREETING\nRUN echo \"$GREETING\"; cat /etc/hosts;"
                      + " tail -n +3 /proc/net/dev; grep ' /dev/shm ' /proc/mounts\n"
                      + "FROM one\nRUN exit 1\n")
              .target("one")
              .arg("GREETING", "a & b=\"c\"")
              .label("said", "x=y&z")
              .host("orin", "10.1.2.3")
              .network("none")
              .cacheTo("inline", Map.of())
              .cacheFrom("registry", Map.of("ref", BedDocker.BASE))
              .noCache();
      if (docker == BedDocker.V26_1) {
        wanted.shm(8 << 20).epoch(1234567890);
      }
      Heard heard = new Heard();

      String image = real.image(wanted, heard);

      assertThat(heard.output().replaceAll("[ \t]+", " "))
          .contains("a & b=\"c\"\n", "10.1.2.3 orin\n", " lo:")
          .doesNotContain("eth0")
          .contains(docker == BedDocker.V26_1 ? "size=8192k" : "size=65536k");
      assertThat(real.engine().inspect(image).orElseThrow().labels())
          .containsEntry("said", "x=y&z");
      assertThat(
              TestBed.dockerOn(docker.host(), "inspect", "--format", "{{.Created}}", image).out())
          .startsWith(docker == BedDocker.V26_1 ? "2009-02-13T23:31:30Z" : "20");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_build_by_plain_http_tells_what_failed(BedDocker docker) {
    try (NoUpgrades proxy = new NoUpgrades(docker.socket(), NoUpgrades.Manner.REFUSES)) {
      RealBuilds real = connect(docker.host(), EngineChoice.of(proxy.host()), Map.of());

      JbuildException step =
          real.failure(Wanted.of("FROM " + BedDocker.BASE + "\nRUN echo oops; exit 7\n").noCache());
      JbuildException file = real.failure(Wanted.of("FROM scratch\nCOPY nothing /x\n"));
      JbuildException base = real.failure(Wanted.of("FROM 127.0.0.1:1/nothing:1\n"));
      JbuildException parse = real.failure(Wanted.of("FROM scratch\nRUNN x\n"));

      assertThat(step.message())
          .isEqualTo("the build failed with exit status 7: RUN echo oops; exit 7");
      assertThat(step.details()).containsExactly("oops");
      assertThat(file.message()).isEqualTo("no such file: /nothing, needed by COPY nothing /x");
      assertThat(base.kind()).isEqualTo(Kind.NETWORK);
      assertThat(base.message()).contains("cannot reach 127.0.0.1:1");
      assertThat(parse.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(parse.message()).containsIgnoringCase("unknown instruction: RUNN");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_build_by_plain_http_ends_when_cancelled(BedDocker docker) throws Exception {
    try (NoUpgrades proxy = new NoUpgrades(docker.socket(), NoUpgrades.Manner.REFUSES)) {
      RealBuilds real = connect(docker.host(), EngineChoice.of(proxy.host()), Map.of());
      Wanted waiting =
          Wanted.of(
              "FROM " + BedDocker.BASE + "\nRUN echo asleep; exec sleep 600." + nine() + "\n");
      Heard heard = new Heard().until("asleep");
      CompletableFuture<JbuildException> failure =
          CompletableFuture.supplyAsync(() -> real.failure(waiting.noCache(), heard));
      assertThat(heard.await()).isTrue();
      assertThat(Processes.with("600." + nine())).isNotEmpty();

      real.engine().cancel();

      assertThat(failure.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
      for (int i = 0; i < 300 && !Processes.with("600." + nine()).isEmpty(); i++) {
        Thread.sleep(50);
      }
      assertThat(Processes.with("600." + nine())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_classic_builder_builds_where_it_is_asked_for(BedDocker docker) throws IOException {
    RealBuilds real =
        connect(
            docker.host(),
            new EngineChoice(docker.host(), EngineChoice.Mode.CLASSIC, null),
            Map.of());
    Heard heard = new Heard();

    real.image(hello(), heard);

    assertThat(real.engine().builder().name()).isEqualTo("classic builder");
    assertThat(real.engine().builder().reason()).contains("--engine classic");
    assertThat(heard.output()).contains("hello from arm64");
  }

  @Test
  void podman_builds_with_buildah() throws IOException {
    RealBuilds real = connect(TestBed.podman(), EngineChoice.of(TestBed.podman()), Map.of());
    Heard heard = new Heard();

    String image = real.image(hello().label("fresh", fresh), heard);

    assertThat(real.engine().builder().name()).isEqualTo("Buildah");
    assertThat(real.engine().builder().reason()).isEqualTo("Podman has no BuildKit");
    assertThat(heard.output()).contains("hello from arm64");
    assertThat(real.engine().inspect(image).orElseThrow().labels()).containsEntry("fresh", fresh);
  }

  @Test
  void podman_refuses_to_be_a_buildkit() {
    RealBuilds real =
        connect(
            TestBed.podman(),
            new EngineChoice(TestBed.podman(), EngineChoice.Mode.BUILDKIT, null),
            Map.of());

    JbuildException error =
        catchThrowableOfType(JbuildException.class, () -> real.engine().builder());

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("Podman has no BuildKit", "--engine");
  }

  /** The result of a buildkitd that is Docker's in truth: it has no exporter of archives. */
  private void standalone(String address, Map<String, String> environment) throws IOException {
    String host = BedDocker.V26_1.host();
    RealBuilds real =
        connect(host, new EngineChoice(host, EngineChoice.Mode.AUTO, address), environment);
    Path result = folder.resolve("result");
    Heard heard = new Heard();

    ContainerEngine.Built built =
        real.engine().build(hello().output("local", result.toString(), Map.of()).request(), heard);

    assertThat(real.engine().builder().reason()).startsWith("--builder " + address + ", ");
    assertThat(heard.output()).contains("hello from arm64");
    assertThat(built.imageIdOrNull()).isNull();
    assertThat(result.resolve("probe")).isRegularFile();
  }

  private JbuildException unchosen(String address, Map<String, String> environment) {
    String host = BedDocker.V20_10.host();
    RealBuilds real =
        connect(host, new EngineChoice(host, EngineChoice.Mode.AUTO, address), environment);
    return catchThrowableOfType(JbuildException.class, () -> real.engine().builder());
  }

  private RealBuilds connect(String host, EngineChoice choice, Map<String, String> environment) {
    RealBuilds real = RealBuilds.on(host, choice, environment);
    builds = real;
    return real;
  }

  private Wanted hello() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.write(context.resolve("probe"), Contexts.printing("hello from arm64", 0));
    assertThat(context.resolve("probe").toFile().setExecutable(true)).isTrue();
    return Wanted.of("FROM scratch\nCOPY probe /probe\nRUN [\"/probe\"]\n")
        .folder(context)
        .noCache();
  }

  /** A fraction of a second that no other test waits. */
  private String nine() {
    return String.format(
        java.util.Locale.ROOT, "%09d", Math.floorMod(fresh.hashCode(), 1_000_000_000));
  }

  private static UnixSocketDialer engine() {
    return new UnixSocketDialer(BedDocker.V20_10.socket());
  }
}
