package io.github.jbuild.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.FakeDockerApi;
import io.github.jbuild.image.ImageStore.Stored;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.archive.ImageArchive;
import io.github.jbuild.testing.ImageFixture;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineImagesTest {

  private static final String SAVED = "/images/" + FakeDockerApi.IMAGE + "/get";

  private final FakeDockerApi fake = new FakeDockerApi();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void finds_an_image_by_reference_and_by_id() {
    fake.answer("/images/nvcr.io/nvidia/app:1.0/json", 200, FakeDockerApi.image("arm64"));
    try (ConnectedEngine engine = fake.connect()) {
      Stored stored = new Stored(FakeDockerApi.IMAGE, 7);

      assertThat(engine.find("nvcr.io/nvidia/app:1.0")).contains(stored);
      assertThat(engine.find(FakeDockerApi.IMAGE)).contains(stored);
      assertThat(engine.find("nvcr.io/nvidia/app:2.0")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "App:1", "a/../../containers", "a?b=c", "a b", "a\u001b[2J"})
  void asks_the_engine_for_nothing_that_is_no_reference(String reference) {
    try (ConnectedEngine engine = fake.connect()) {
      JbuildException error =
          catchThrowableOfType(JbuildException.class, () -> engine.find(reference));

      assertThat(error.kind()).isEqualTo(Kind.USAGE);
      assertThat(error.hint()).isPresent();
      assertThat(fake.seen).isEmpty();
    }
  }

  @Test
  void saves_an_image_as_a_stream_that_can_be_read() throws IOException {
    byte[] saved = ImageFixture.image().layer(l -> l.file("/a", "1")).saved();
    fake.answer(
        SAVED,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(saved);
        });
    try (ConnectedEngine engine = fake.connect();
        InputStream stream = engine.save(FakeDockerApi.IMAGE)) {
      assertThat(ImageArchive.read("fixture", stream, null, Inspector.none()).files().get("/a"))
          .isPresent();
    }
  }

  @Test
  void says_that_the_engine_went_away_while_it_sent_an_image() {
    byte[] saved = ImageFixture.image().layer(l -> l.file("/a", new byte[1 << 20])).saved();
    fake.answer(
        SAVED,
        exchange -> {
          exchange.sendResponseHeaders(200, saved.length);
          exchange.getResponseBody().write(Arrays.copyOf(saved, saved.length / 2));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });

    JbuildException error = failure();

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message())
        .endsWith("disconnected while sending " + FakeDockerApi.IMAGE)
        .contains(fake.host());
    assertThat(error.hint()).isPresent();
  }

  @Test
  void says_that_an_image_is_gone() {
    fake.answer(SAVED, 404, "{\"message\":\"No such image\"}");

    JbuildException error = failure();

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("no longer has the image " + FakeDockerApi.IMAGE);
  }

  @Test
  void says_that_the_engines_disk_is_full() {
    fake.answer(SAVED, 500, "{\"message\":\"write /tmp/x: no space left on device\"}");

    JbuildException error = failure();

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).isEqualTo("the disk of the engine at " + fake.host() + " is full");
  }

  @Test
  void closing_early_ends_the_transfer() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    fake.answer(
        SAVED,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (byte[] block = new byte[1 << 16]; ; ) {
              exchange.getResponseBody().write(block);
            }
          } catch (IOException closed) {
            ended.countDown();
          }
        });
    try (ConnectedEngine engine = fake.connect()) {
      InputStream stream = engine.save(FakeDockerApi.IMAGE);
      assertThat(stream.read()).isZero();

      stream.close();

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private JbuildException failure() {
    try (ConnectedEngine engine = fake.connect()) {
      return catchThrowableOfType(
          JbuildException.class,
          () -> {
            try (InputStream stream = engine.save(FakeDockerApi.IMAGE)) {
              Object unused = ImageArchive.read("fixture", stream, null, Inspector.none());
            }
          });
    }
  }
}
