package io.github.jbuild.image.archive;

import static io.github.jbuild.testing.OciFixture.on;
import static io.github.jbuild.testing.OciFixture.pack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.Layer;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.testing.OciFixture;
import io.github.jbuild.testing.OciFixture.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form in which engines and tools hand an image over is read as the same image. */
class ImageFormatsTest {

  private final ImageFixture image =
      ImageFixture.image()
          .layer("RUN one", l -> l.folder("/a").file("/a/one", "1").file("/a/two", "2"))
          .instruction("ENV X=1")
          .layer("RUN two", l -> l.whiteout("/a/one"));
  private final ImageFixture other = ImageFixture.image().layer(l -> l.file("/other", "x"));

  @Test
  void docker_save_of_20_10() throws IOException {
    isTheImage(read(image.saved(), null));
  }

  @Test
  void docker_save_compressed() throws IOException {
    isTheImage(read(pack(image.saved(), Packing.gzip()), null));
    isTheImage(read(pack(image.saved(), Packing.zstd()), null));
  }

  @Test
  void a_gzip_of_several_members() throws IOException {
    byte[] saved = image.saved();
    byte[] first = pack(Arrays.copyOf(saved, 700), Packing.gzip());
    byte[] second = pack(Arrays.copyOfRange(saved, 700, saved.length), Packing.gzip());
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    isTheImage(read(both, null));
  }

  @Test
  void docker_save_of_an_image_without_a_tag() throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("Config", "c.json");
    manifest.put("RepoTags", null);
    manifest.put("Layers", List.of("0/layer.tar", "1/layer.tar"));

    isTheImage(read(legacy(manifest).bytes(), null));
  }

  @Test
  void docker_save_with_a_link_to_a_layer_that_occurs_twice() throws IOException {
    byte[] layer = new LayerFixture().file("/f", "12").bytes();
    ImageFixture twice = ImageFixture.image().tar("one", layer).tar("two", layer);
    byte[] archive =
        new LayerFixture()
            .file("/aa/layer.tar", layer)
            .symlink("/bb/layer.tar", "../aa/layer.tar")
            .file("/c.json", twice.configuration())
            .file("/manifest.json", manifest("a:1", "aa/layer.tar", "bb/layer.tar"))
            .bytes();

    Image read = read(archive, null);

    assertThat(read.layers()).extracting(Layer::createdBy).containsExactly("one", "two");
    assertThat(read.files().get("/f").orElseThrow().layer()).isEqualTo(1);
    assertThat(read.layers().get(0).entries().get(0).layer()).isZero();
    assertThat(read.bytes()).isEqualTo(4);
  }

  @Test
  void podman_save_with_its_links_beside() throws IOException {
    byte[] layer = new LayerFixture().file("/f", "12").bytes();
    ImageFixture one = ImageFixture.image().tar("one", layer);
    byte[] archive =
        new LayerFixture()
            .file("/aa.tar", layer)
            .symlink("/bb/layer.tar", "../aa.tar")
            .file("/bb/VERSION", "1.0")
            .file("/bb/json", "{}")
            .file("/c.json", one.configuration())
            .file("/repositories", "{}")
            .file("/manifest.json", manifest("localhost/a:1", "aa.tar"))
            .bytes();

    assertThat(read(archive, "localhost/a:1").files().get("/f")).isPresent();
  }

  @Test
  void docker_save_of_25() throws IOException {
    OciFixture layout = new OciFixture();
    byte[] archive =
        layout
            .add("latest", layout.image(image, Packing.none()))
            .dockerManifest(image, "app:latest")
            .archive();

    isTheImage(read(archive, null));
    isTheImage(read(archive, "docker.io/library/app"));
  }

  static Stream<Packing> packings() {
    return Stream.of(Packing.none(), Packing.gzip(), Packing.zstd());
  }

  @ParameterizedTest
  @MethodSource("packings")
  void an_oci_layout_as_a_folder_and_as_an_archive(Packing packing, @TempDir Path folder)
      throws IOException {
    OciFixture layout = new OciFixture();
    layout.add("1.0", layout.image(image, packing));

    isTheImage(read(layout.archive(), null));
    assertThat(OciLayout.is(layout.in(folder))).isTrue();
    isTheImage(OciLayout.read(folder, null, Inspector.none()));
  }

  @Test
  void an_oci_layout_whose_image_has_a_layer_twice(@TempDir Path folder) throws IOException {
    byte[] layer = new LayerFixture().file("/f", "12").bytes();
    OciFixture layout = new OciFixture();
    ImageFixture twice = ImageFixture.image().tar("one", layer).tar("two", layer);
    layout.add("1", layout.image(twice, Packing.gzip()));

    Image read = OciLayout.read(layout.in(folder), null, Inspector.none());

    assertThat(read.files().get("/f").orElseThrow().layer()).isEqualTo(1);
    assertThat(read.layers().get(0).entries().get(0).layer()).isZero();
  }

  @Test
  void the_image_for_arm64_of_a_nested_index(@TempDir Path folder) throws IOException {
    OciFixture layout = new OciFixture();
    Map<String, Object> attestation = layout.image(other, Packing.none());
    attestation.put("annotations", Map.of("vnd.docker.reference.type", "attestation-manifest"));
    layout.add(
        "multi",
        layout.index(
            List.of(
                on("linux", "amd64", layout.image(other, Packing.none())),
                on("linux", "arm64", layout.image(image, Packing.gzip())),
                on("unknown", "unknown", attestation))));

    isTheImage(OciLayout.read(layout.in(folder), null, Inspector.none()));
    isTheImage(read(layout.archive(), "multi"));
  }

  @Test
  void the_only_image_of_an_index_whatever_it_is_for() throws IOException {
    OciFixture layout = new OciFixture();
    Map<String, Object> attestation = layout.image(other, Packing.none());
    attestation.put("annotations", Map.of("vnd.docker.reference.type", "attestation-manifest"));
    ImageFixture amd64 = ImageFixture.image().architecture("amd64").layer(l -> l.file("/x", "x"));
    layout.add(
        "pc",
        layout.index(
            List.of(
                on("linux", "amd64", layout.image(amd64, Packing.none())),
                on("unknown", "unknown", attestation))));

    assertThat(read(layout.archive(), null).config().platform())
        .isEqualTo(new Platform("linux", "amd64"));
  }

  @Test
  void an_index_without_an_image_for_arm64_says_what_it_has() {
    OciFixture layout = new OciFixture();
    layout.add(
        "pc",
        layout.index(
            List.of(
                on("linux", "amd64", layout.image(other, Packing.none())),
                on("windows", "amd64", layout.image(image, Packing.none())))));

    JbuildException error = failure(layout.archive(), null);

    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.message())
        .endsWith("has no image for linux/arm64, only linux/amd64, windows/amd64");
  }

  @Test
  void the_chosen_one_of_several_images() throws IOException {
    OciFixture layout = new OciFixture();
    layout.add("one", layout.image(image, Packing.none()));
    layout.add("two", layout.image(other, Packing.none()));

    isTheImage(read(layout.archive(), "one"));
    isTheImage(read(several(), "app:1"));
    assertThat(read(several(), "docker.io/library/other").files().get("/other")).isPresent();
    for (byte[] archive : List.of(layout.archive(), several())) {
      JbuildException unnamed = failure(archive, null);
      JbuildException wrong = failure(archive, "three");
      assertThat(unnamed.kind()).isEqualTo(Kind.USAGE);
      assertThat(unnamed.message()).isEqualTo("file.tar contains several images");
      assertThat(unnamed.hint().orElseThrow()).startsWith("choose one of them: ");
      assertThat(wrong.message()).isEqualTo("file.tar contains no image three");
    }
    assertThat(failure(several(), null).hint().orElseThrow()).endsWith("app:1, other:latest");
    assertThat(failure(layout.archive(), null).hint().orElseThrow()).endsWith("one, two");
  }

  @Test
  void two_names_of_one_image_are_no_choice() throws IOException {
    OciFixture layout = new OciFixture();
    layout.add("one", layout.image(image, Packing.none()));
    layout.add("two", layout.image(image, Packing.none()));

    isTheImage(read(layout.archive(), null));
  }

  @Test
  void documents_that_are_not_the_images_may_be_of_any_size() throws IOException {
    OciFixture layout = new OciFixture();
    layout.add("one", layout.image(image, Packing.none()));
    byte[] list = new byte[5 << 20];
    Arrays.fill(list, (byte) ' ');
    list[0] = '{';
    layout.blob(list);

    isTheImage(read(layout.archive(), null));
  }

  private byte[] several() {
    LayerFixture archive = new LayerFixture();
    archive.file("/0.tar", image.layers().get(0)).file("/1.tar", image.layers().get(1));
    archive.file("/2.tar", other.layers().get(0));
    archive.file("/c.json", image.configuration()).file("/d.json", other.configuration());
    return archive
        .file(
            "/manifest.json",
            ImageFixture.json(
                List.of(
                    Map.of(
                        "Config", "c.json",
                        "RepoTags", List.of("app:1"),
                        "Layers", List.of("0.tar", "1.tar")),
                    Map.of(
                        "Config", "d.json",
                        "RepoTags", List.of("other:latest"),
                        "Layers", List.of("2.tar")))))
        .bytes();
  }

  private LayerFixture legacy(Map<String, Object> manifest) {
    return new LayerFixture()
        .file("/0/layer.tar", image.layers().get(0))
        .file("/1/layer.tar", image.layers().get(1))
        .file("/c.json", image.configuration())
        .file("/manifest.json", ImageFixture.json(List.of(manifest)));
  }

  private static byte[] manifest(String tag, String... layers) {
    return ImageFixture.json(
        List.of(Map.of("Config", "c.json", "RepoTags", List.of(tag), "Layers", List.of(layers))));
  }

  private void isTheImage(Image read) {
    assertThat(read.id().hex()).isEqualTo(ImageFixture.hex(image.configuration()));
    assertThat(read.layers())
        .extracting(Layer::createdBy, Layer::index)
        .containsExactly(tuple("RUN one", 0), tuple("RUN two", 1));
    assertThat(read.files().get("/a/one")).isEmpty();
    assertThat(read.files().get("/a/two").orElseThrow().size()).isEqualTo(1);
    assertThat(read.config().platform()).isEqualTo(Platform.LINUX_ARM64);
  }

  private static Image read(byte[] archive, @Nullable String tag) throws IOException {
    return ImageArchive.read("file.tar", new ByteArrayInputStream(archive), tag, Inspector.none());
  }

  private static JbuildException failure(byte[] archive, @Nullable String tag) {
    return catchThrowableOfType(JbuildException.class, () -> read(archive, tag));
  }
}
