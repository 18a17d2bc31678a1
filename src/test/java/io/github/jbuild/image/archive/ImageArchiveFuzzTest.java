package io.github.jbuild.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Whatever an archive or a layer holds, it is read or refused with a reason. */
class ImageArchiveFuzzTest {

  private static final Inspector READ_ALL = (path, size, bytes) -> bytes.readAllBytes().length;

  @FuzzTest
  void any_archive_is_read_or_refused(byte[] archive) throws IOException {
    try {
      Image image =
          ImageArchive.read("fuzz.tar", new ByteArrayInputStream(archive), null, READ_ALL);
      image.files().forEach(entry -> assertThat(entry.path()).startsWith("/"));
    } catch (JbuildException e) {
      assertThat(e.kind()).isIn(Kind.INVALID_INPUT, Kind.MISMATCH, Kind.USAGE);
      assertThat(e.message()).doesNotContain("\u001b");
    }
  }

  /** Without the digest that nearly every change of an archive makes wrong. */
  @FuzzTest
  void any_layer_is_read_or_refused(byte[] tar) {
    try {
      LayerContent layer = LayerReader.read(new ByteArrayInputStream(tar), READ_ALL);
      FileTree files = FileTree.over(List.of(layer.at(0, "")));
      files.forEach(
          entry -> {
            assertThat(files.get(entry.path())).containsSame(entry);
            files.realPath(entry.path()).ifPresent(path -> assertThat(path).startsWith("/"));
          });
    } catch (IOException refused) {
      assertThat(refused).hasMessageNotContaining("\u001b");
    }
  }
}
