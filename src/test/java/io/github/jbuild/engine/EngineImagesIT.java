package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageStore.Stored;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.archive.ImageArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads an image out of each engine of the test bed. */
@ParameterizedClass
@EnumSource(TestEngine.class)
final class EngineImagesIT {

  /** More than any buffer on the way holds. */
  private static final byte[] CONTENT = new byte[64 << 20];

  private final TestEngine where;
  private final LiveEngine live;
  private final ConnectedEngine engine;
  private Stored stored;

  EngineImagesIT(TestEngine where) {
    this.where = where;
    this.live = where.connect();
    this.engine = live.engine();
  }

  @BeforeEach
  void build() {
    String id =
        Contexts.id(
            engine.build(
                Contexts.request(
                    Contexts.context("FROM scratch\nCOPY probe /data/probe\nENV A=1\n", CONTENT)),
                new RecordingListener()));
    live.remove(id);
    stored = engine.find(id).orElseThrow();
  }

  @AfterEach
  void disconnect() {
    live.close();
  }

  @Test
  void reads_an_image_by_its_id() throws IOException {
    Image image;
    try (InputStream saved = engine.save(stored.id())) {
      image = ImageArchive.read("it", saved, null, Inspector.none());
    }

    assertThat(image.config().platform()).isEqualTo(Platform.LINUX_ARM64);
    assertThat(image.config().env()).containsEntry("A", "1");
    assertThat(image.bytes()).isEqualTo(CONTENT.length);
    // Podman counts the layer's archive and the configuration.
    assertThat(stored.bytes())
        .isBetween(
            (long) CONTENT.length,
            CONTENT.length + (where == TestEngine.PODMAN ? CONTENT.length / 1000L : 0));
    assertThat(image.files().get("/data/probe").orElseThrow().size()).isEqualTo(CONTENT.length);
    assertThat(engine.find("jbuild-it-nothing:here")).isEmpty();
  }

  @Test
  @Timeout(20)
  void the_connection_works_on_after_a_transfer_that_was_given_up() throws IOException {
    try (InputStream saved = engine.save(stored.id())) {
      assertThat(saved.readNBytes(512)).hasSize(512);
    }

    assertThat(engine.find(stored.id())).contains(stored);
  }

  @Test
  @Timeout(20)
  void says_that_the_connection_was_lost_while_an_image_was_read(@TempDir Path folder)
      throws IOException {
    EngineLocator locator = new EngineLocator(Map.of(), folder);
    Path real =
        Objects.requireNonNull(
            locator.candidates(where.host()).get(0).socketPath(),
            "this test needs the engine on a Unix socket");
    Path socket = folder.resolve("wire.sock");
    try (CutWire wire = new CutWire(socket, real);
        ConnectedEngine behind =
            new EngineConnector(locator, InstantSource.system())
                .connect(EngineChoice.of("unix://" + socket));
        InputStream saved = behind.save(stored.id())) {
      assertThat(saved.readNBytes(512)).hasSize(512);
      wire.cut();

      JbuildException error =
          catchThrowableOfType(
              JbuildException.class, () -> ImageArchive.read("it", saved, null, Inspector.none()));

      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).contains("disconnected while sending " + stored.id());
    }
  }
}
