package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bases in registries that want to know who asks. Their port is on the first engine's loopback. */
final class RegistryCredentialsIT {

  private static final String MARK = "jbuild-it-private-" + UUID.randomUUID();

  /** The ways to a builder. */
  enum To {
    BUILDKIT,
    PLAIN_HTTP,
    CLASSIC
  }

  @TempDir Path folder;
  private final PrivateRegistry registry = open();
  private final PrivateRegistry other = open();
  private final NoUpgrades proxy =
      new NoUpgrades(BedDocker.V20_10.socket(), NoUpgrades.Manner.REFUSES);
  private @Nullable RealBuilds builds;

  private static PrivateRegistry open() {
    try {
      return new PrivateRegistry("builder", "pass:word");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A base that the engine no longer has under the private registries' names. */
  @BeforeEach
  void pushBase() {
    ImageRef tag = ImageRef.parse(TestBed.variable("JBUILD_TESTBED_REGISTRY") + "/" + MARK + ":1");
    try (RealBuilds first = RealBuilds.on(BedDocker.V20_10)) {
      first.engine().tag(first.image(Wanted.of("FROM scratch\nLABEL mark=" + MARK + "\n")), tag);
      first.remove(tag.toString());
      first.engine().push(tag, new Heard());
    }
  }

  @AfterEach
  void stop() {
    if (builds != null) {
      builds.remove(base(registry));
      builds.close();
    }
    proxy.close();
    registry.close();
    other.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUILDKIT", "CLASSIC"})
  void a_registry_is_told_the_credentials_of_dockers_configuration(To way) throws IOException {
    connect(way, registry.entry("builder", "pass:word") + "," + other.entry("spy", "secret"));

    String image =
        builds()
            .image(
                Wanted.of("FROM " + base(registry) + "\nLABEL built=" + way + "\n")
                    .registries(registry.name())
                    .noCache());

    assertThat(builds().engine().inspect(image).orElseThrow().labels()).containsEntry("mark", MARK);
    assertThat(registry.told()).containsExactly("builder:pass:word");
    assertThat(other.told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUILDKIT", "CLASSIC"})
  void a_registry_that_is_none_of_the_profiles_is_told_nothing(To way) throws IOException {
    connect(
        way, registry.entry("builder", "pass:word") + "," + other.entry("builder", "pass:word"));

    JbuildException error =
        builds()
            .failure(
                Wanted.of("FROM " + base(other) + "\nLABEL built=" + way + "\n")
                    .registries(registry.name())
                    .noCache());

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(other.told()).isEmpty();
    assertThat(registry.told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUILDKIT", "CLASSIC"})
  void a_registry_that_does_not_know_the_user_is_named(To way) throws IOException {
    connect(way, registry.entry("stranger", "pass:word"));

    JbuildException error =
        builds()
            .failure(
                Wanted.of("FROM " + base(registry) + "\nLABEL built=" + way + "\n")
                    .registries(registry.name())
                    .noCache());

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message())
        .startsWith("base image " + base(registry) + ": " + registry.name() + " denied the pull; ")
        .contains("stranger");
    assertThat(error.hint().orElseThrow()).contains("docker login " + registry.name());
    assertThat(error.message() + error.details()).doesNotContain("pass:word");
    assertThat(registry.told()).containsExactly("stranger:pass:word");
  }

  @Test
  void a_registry_of_which_nothing_is_known_is_asked_without_credentials() throws IOException {
    connect(To.BUILDKIT, other.entry("builder", "pass:word"));

    JbuildException error =
        builds()
            .failure(
                Wanted.of("FROM " + base(registry) + "\n").registries(registry.name()).noCache());

    assertThat(error.message())
        .contains("denied the pull; no credentials for " + registry.name() + " in ");
    assertThat(registry.told()).isEmpty();
    assertThat(other.told()).isEmpty();
  }

  /** There is no session, and BuildKit reads no credentials elsewhere. */
  @Test
  void by_plain_http_no_registry_is_told_anything() throws IOException {
    connect(To.PLAIN_HTTP, registry.entry("builder", "pass:word"));

    JbuildException error =
        builds()
            .failure(
                Wanted.of("FROM " + base(registry) + "\n").registries(registry.name()).noCache());

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message()).endsWith("over plain HTTP: FROM " + base(registry));
    assertThat(error.hint().orElseThrow()).contains("docker pull");
    assertThat(registry.told()).isEmpty();
  }

  @Test
  void by_plain_http_a_base_that_was_pulled_before_is_taken() throws IOException {
    connect(To.PLAIN_HTTP, registry.entry("builder", "pass:word"));
    TestBed.dockerOn(
            BedDocker.V20_10.host(),
            "--config",
            folder.toString(),
            "pull",
            "--platform",
            "linux/arm64",
            base(registry))
        .succeeds();

    String image =
        builds()
            .image(
                Wanted.of("FROM " + base(registry) + "\nLABEL built=after\n")
                    .registries(registry.name())
                    .noCache());

    assertThat(builds().engine().inspect(image).orElseThrow().labels()).containsEntry("mark", MARK);
  }

  private static String base(PrivateRegistry registry) {
    return registry.name() + "/" + MARK + ":1";
  }

  private RealBuilds builds() {
    return Objects.requireNonNull(builds);
  }

  private void connect(To way, String auths) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"auths\":{" + auths + "}}");
    String engine = BedDocker.V20_10.host();
    EngineChoice choice =
        switch (way) {
          case BUILDKIT -> EngineChoice.of(engine);
          case PLAIN_HTTP -> EngineChoice.of(proxy.host());
          case CLASSIC -> new EngineChoice(engine, EngineChoice.Mode.CLASSIC, null);
        };
    builds = RealBuilds.on(engine, choice, Map.of("DOCKER_CONFIG", folder.toString()));
  }
}
