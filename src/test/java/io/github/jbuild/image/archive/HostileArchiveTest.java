package io.github.jbuild.image.archive;

import static io.github.jbuild.testing.OciFixture.pack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.testing.OciFixture;
import io.github.jbuild.testing.OciFixture.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and layouts that were made to harm, or were damaged, are refused with a reason. */
@Timeout(60)
@SuppressWarnings("InputStreamSlowMultibyteRead") // the streams are short
class HostileArchiveTest {

  private static final byte[] LAYER = new LayerFixture().file("/f", "12").bytes();

  private final ImageFixture image = ImageFixture.image().tar("RUN one", LAYER);

  @TempDir private Path folder;

  @Test
  void an_archive_cut_anywhere_is_refused() {
    OciFixture layout = new OciFixture();
    layout.add("1", layout.image(image, Packing.gzip()));
    for (byte[] whole : List.of(image.saved(), layout.archive())) {
      int needed = whole.length - 10_240;
      for (int length = 0; length < needed; length += 512) {
        assertThat(refused(Arrays.copyOf(whole, length))).isNotNull();
        assertThat(refused(Arrays.copyOf(whole, length + 100))).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "ZSTD"})
  void a_packed_archive_cut_anywhere_is_refused(String packing) {
    byte[] whole = pack(image.saved(), packing.equals("GZIP") ? Packing.gzip() : Packing.zstd());
    for (int length = 0; length < whole.length - 8; length += 7) {
      assertThat(refused(Arrays.copyOf(whole, length))).isNotNull();
    }
  }

  @Test
  void what_is_no_archive_is_refused() {
    assertThat(refused("#!/bin/sh\n".repeat(1000).getBytes(StandardCharsets.UTF_8)).message())
        .startsWith("file.tar is not an image: ");
    assertThat(refused(new byte[0]).message())
        .isEqualTo("file.tar is not an image: it has neither manifest.json nor index.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "..", "gone.json", "\u001b[2J"})
  void a_document_or_layer_outside_of_the_archive_is_refused(String name) {
    byte[] config = image.configuration();
    byte[] badConfig = legacy(manifest(name, "0.tar"), config);
    byte[] badLayer = legacy(manifest("c.json", name), config);

    assertThat(refused(badConfig).kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(refused(badLayer).kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(refused(badLayer).message()).contains(MalformedImage.shown(name));
    assertThat(refused(badLayer).message()).doesNotContain("\u001b");
  }

  @Test
  void a_link_to_itself_or_out_of_the_archive_is_no_layer() {
    for (String target : List.of("0.tar", "../../../etc/passwd", "/etc/passwd", "x/../../y", "")) {
      byte[] archive =
          new LayerFixture()
              .symlink("/0.tar", target)
              .file("/c.json", image.configuration())
              .file("/manifest.json", manifest("c.json", "0.tar"))
              .bytes();

      assertThat(refused(archive).kind()).isEqualTo(Kind.INVALID_INPUT);
    }
  }

  @Test
  void a_layer_that_is_not_the_configurations_is_a_mismatch() {
    byte[] archive =
        new LayerFixture()
            .file("/0.tar", new LayerFixture().file("/f", "evil").bytes())
            .file("/c.json", image.configuration())
            .file("/manifest.json", manifest("c.json", "0.tar"))
            .bytes();

    JbuildException error = refused(archive);

    assertThat(error.kind()).isEqualTo(Kind.MISMATCH);
    assertThat(error.message())
        .startsWith("file.tar is damaged: layer 1 is sha256:")
        .endsWith("its configuration says sha256:" + ImageFixture.hex(LAYER));
  }

  @Test
  void layers_that_the_configuration_does_not_count_are_refused() {
    assertThat(
            refused(legacy(manifest("c.json", "0.tar", "0.tar"), image.configuration())).message())
        .contains("the configuration lists 1 layers, the manifest 2");
  }

  @Test
  void a_blob_that_is_not_what_its_digest_says_is_a_mismatch() {
    for (String part : List.of("manifest", "config", "layer")) {
      OciFixture layout = new OciFixture();
      Map<String, Object> descriptor = layout.image(image, Packing.gzip());
      layout.add("1", descriptor);
      byte[] packed = pack(LAYER, Packing.gzip());
      switch (part) {
        case "manifest" ->
            layout.replace(String.valueOf(descriptor.get("digest")), ImageFixture.json(Map.of()));
        case "config" ->
            layout.replace(layout.blob(image.configuration()), ImageFixture.json(Map.of()));
        default ->
            layout.replace(layout.blob(packed), pack(new LayerFixture().bytes(), Packing.gzip()));
      }

      assertThat(refused(layout.archive()).kind()).as(part).isEqualTo(Kind.MISMATCH);
      assertThat(refusedLayout(layout.in(folder.resolve(part))).kind())
          .as(part)
          .isEqualTo(Kind.MISMATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sha256:../../../etc/passwd", "../x", "sha256:", "", "sha512:00", "/etc/passwd"})
  void a_digest_that_is_a_path_is_refused(String digest) {
    OciFixture layout = new OciFixture().add("1", Map.of("digest", digest));

    assertThat(refused(layout.archive()).message()).contains("sha256");
    assertThat(refusedLayout(layout.in(folder)).message()).contains("sha256");
  }

  @Test
  void links_that_leave_a_layout_are_refused() throws IOException {
    OciFixture layout = new OciFixture();
    Map<String, Object> descriptor = layout.image(image, Packing.none());
    Path outside = Files.write(folder.resolve("outside"), LAYER);
    Path in = layout.add("1", descriptor).in(folder.resolve("layout"));
    Path blob = in.resolve("blobs/sha256/" + ImageFixture.hex(LAYER));
    Files.delete(blob);
    Files.createSymbolicLink(blob, outside);

    assertThat(refusedLayout(in).message()).endsWith("is a symlink that leaves the layout");

    Files.delete(blob);
    Files.createDirectory(blob);
    assertThat(refusedLayout(in).message()).endsWith("is not a file");

    Files.delete(blob);
    assertThat(refusedLayout(in).message()).endsWith("is missing");

    Path index = in.resolve("index.json");
    Files.move(index, folder.resolve("index"));
    Files.createSymbolicLink(index, folder.resolve("index"));
    assertThat(refusedLayout(in).message())
        .endsWith("index.json is a symlink that leaves the layout");
  }

  @Test
  void documents_that_would_fill_the_memory_are_refused() throws IOException {
    byte[] large = "{} ".repeat(17 << 20).substring(0, 17 << 20).getBytes(StandardCharsets.UTF_8);
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertThat(refused(new LayerFixture().file("/manifest.json", large).bytes()).message())
        .contains("manifest.json is too large for an image manifest or configuration");
    assertThat(refused(new LayerFixture().file("/manifest.json", deep).bytes()).message())
        .contains("manifest.json is not JSON: ");
    Path layout = new OciFixture().in(folder);
    Files.write(layout.resolve("index.json"), large);
    assertThat(refusedLayout(layout).message())
        .contains("index.json is too large for an image manifest or configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "7",
        "[7]",
        "[[]]",
        "[{}]",
        "[{\"Layers\":7}]",
        "\"x\"",
        "[",
        "{\"a\"",
        "[{\"Config\":\"c.json\",\"Layers\":null}]",
        "[{\"Config\":[],\"Layers\":[[]]}]"
      })
  void a_manifest_of_another_form_is_refused(String manifest) {
    JbuildException error =
        refused(legacy(manifest.getBytes(StandardCharsets.UTF_8), image.configuration()));

    assertThat(error.kind()).isIn(Kind.INVALID_INPUT, Kind.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "{\"rootfs\":7}",
        "{\"rootfs\":{\"diff_ids\":[7]}}",
        "{\"rootfs\":{\"diff_ids\":[\"sha256:xyz\"]}}",
        "{\"rootfs\":{\"diff_ids\":{}}}"
      })
  void a_configuration_of_another_form_is_refused(String config) {
    JbuildException error =
        refused(legacy(manifest("c.json", "0.tar"), config.getBytes(StandardCharsets.UTF_8)));

    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
  }

  @Test
  void a_gzip_header_that_does_not_end_is_not_read_into_memory() {
    byte[] head = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
    InputStream endless =
        new InputStream() {
          private long next;

          @Override
          public int read() {
            return next < head.length ? head[(int) next++] & 0xff : next++ < 1L << 32 ? 'x' : -1;
          }
        };

    JbuildException error =
        catchThrowableOfType(
            JbuildException.class,
            () -> ImageArchive.read("file.tar", endless, null, Inspector.none()));

    assertThat(error.message()).contains("a header is larger than 1048576 bytes");
  }

  @Test
  void what_reading_the_stream_threw_is_passed_on() {
    IOException cut = new IOException("cut");
    byte[] saved = image.saved();
    InputStream broken =
        new InputStream() {
          private int next;

          @Override
          public int read() throws IOException {
            if (next == 1000) {
              throw cut;
            }
            return saved[next++];
          }
        };

    assertThat(catchThrowable(() -> ImageArchive.read("x", broken, null, Inspector.none())))
        .isSameAs(cut);
  }

  private static byte[] legacy(byte[] manifest, byte[] config) {
    return new LayerFixture()
        .file("/0.tar", LAYER)
        .file("/c.json", config)
        .file("/manifest.json", manifest)
        .bytes();
  }

  private static byte[] manifest(String config, String... layers) {
    return ImageFixture.json(List.of(Map.of("Config", config, "Layers", List.of(layers))));
  }

  private static JbuildException refused(byte[] archive) {
    return told(
        catchThrowable(
            () ->
                ImageArchive.read(
                    "file.tar", new ByteArrayInputStream(archive), null, Inspector.none())));
  }

  private static JbuildException refusedLayout(Path layout) {
    return told(catchThrowable(() -> OciLayout.read(layout, null, Inspector.none())));
  }

  private static JbuildException told(Throwable thrown) {
    assertThat(thrown).isInstanceOf(JbuildException.class);
    JbuildException error = (JbuildException) thrown;
    assertThat(error.hint()).isPresent();
    return error;
  }
}
