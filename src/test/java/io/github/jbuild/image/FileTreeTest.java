package io.github.jbuild.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.testing.ImageFixture;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileTreeTest {

  private static final Inspector KEEP_ALL =
      (path, size, bytes) -> new KeptBytes(bytes.readAllBytes());

  @Test
  void an_upper_layer_replaces_removes_and_hides() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.folder("/a").file("/a/one", "1").file("/a/two", "2").file("/b/x", "x"))
            .layer(l -> l.file("/a/one", "upper").whiteout("/a/two").opaque("/b").file("/b/y", "y"))
            .read(KEEP_ALL)
            .files();

    assertThat(text(files, "/a/one")).isEqualTo("upper");
    assertThat(files.get("/a/two")).isEmpty();
    assertThat(files.get("/b/x")).isEmpty();
    assertThat(text(files, "/b/y")).isEqualTo("y");
  }

  @Test
  void a_whiteout_beside_a_new_file_of_the_same_layer_leaves_the_new_file() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.file("/d/old", "1").file("/d/new", "1"))
            .layer(l -> l.file("/d/new", "2").whiteout("/d/new").whiteout("/d"))
            .read(KEEP_ALL)
            .files();

    assertThat(text(files, "/d/new")).isEqualTo("2");
    assertThat(files.get("/d/old")).isEmpty();
  }

  @Test
  void links_stay_inside_the_image() {
    FileTree files =
        ImageFixture.image()
            .layer(
                l ->
                    l.file("/usr/lib/real", "r")
                        .symlink("/lib", "usr/lib")
                        .symlink("/up", "../../../../lib/real")
                        .symlink("/chain", "/up"))
            .read(KEEP_ALL)
            .files();

    assertThat(files.realPath("/chain")).contains("/usr/lib/real");
    assertThat(files.realPath("/lib/../lib/./real")).contains("/usr/lib/real");
    assertThat(files.resolve("/lib/real").orElseThrow().path()).isEqualTo("/usr/lib/real");
  }

  @Test
  void loops_and_dangling_links_lead_nowhere() {
    FileTree files =
        ImageFixture.image()
            .layer(
                l ->
                    l.symlink("/a", "b")
                        .symlink("/b", "a")
                        .symlink("/gone", "/nowhere")
                        .file("/f", "x"))
            .read(KEEP_ALL)
            .files();

    assertThat(files.realPath("/a")).isEmpty();
    assertThat(files.realPath("/gone")).isEmpty();
    assertThat(files.realPath("/f/below")).isEmpty();
  }

  @Test
  void a_hard_link_has_the_content_of_its_file_but_takes_no_bytes() {
    Image image =
        ImageFixture.image()
            .layer(l -> l.file("/low", "12345"))
            .layer(l -> l.file("/f", "123").hardLink("/same", "/f").hardLink("/below", "/low"))
            .layer(l -> l.whiteout("/f"))
            .read(KEEP_ALL);

    assertThat(text(image.files(), "/same")).isEqualTo("123");
    assertThat(text(image.files(), "/below")).isEqualTo("12345");
    assertThat(image.bytes()).isEqualTo(8);
  }

  @Test
  void a_folder_replaced_by_a_file_loses_its_content() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.file("/d/sub/f", "x"))
            .layer(l -> l.file("/d", "now a file"))
            .read(KEEP_ALL)
            .files();

    assertThat(files.get("/d/sub/f")).isEmpty();
    assertThat(files.list("/d")).isEmpty();
  }

  private static String text(FileTree files, String path) {
    return new String(
        files
            .resolve(path)
            .orElseThrow()
            .content()
            .orElseThrow()
            .seen(KeptBytes.class)
            .orElseThrow()
            .bytes(),
        StandardCharsets.UTF_8);
  }
}
