package io.github.jbuild.buildkit.filesync.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.filesync.EngineBuild;
import io.github.jbuild.buildkit.filesync.source.FolderSource;
import io.github.jbuild.buildkit.filesync.source.Scripts;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results of builds on their way from Docker's engine. */
class FileSendIT {

  private static final String COPY_ALL = "FROM scratch\nCOPY . /\n";

  @TempDir Path root;
  @TempDir Path target;

  static List<String> engines() {
    return EngineBuild.engines();
  }

  private void export(String host, String exporter, FileTarget to) throws Exception {
    FileSendService service = new FileSendService(Map.of(0, to));
    new EngineBuild(host, "jbuild-it-" + UUID.randomUUID(), new FolderSource(root))
        .build(COPY_ALL, exporter, Map.of(), List.of(service));
    assertThat(service.failure()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void writes_a_tree_into_a_folder(String host) throws Exception {
    Scripts.run(
        root,
        """
        mkdir -p a/grün locked; echo one > a/file; ln a/file b-hard; ln -s ../a/file a/soft
        echo x > a/grün/漢; touch empty locked/in; chmod 4755 a/file; chmod 555 locked
        head -c 5000000 /dev/zero > large; touch -d @1700000000 large
        mkdir many; for i in $(seq 500); do echo $i > many/$i; done
        """);
    Scripts.run(target, "echo kept > kept; mkdir a; echo old > a/file; ln -s /tmp many");
    export(host, "local", new FileTarget.Folder(target));
    assertThat(target.resolve("kept")).hasContent("kept");
    assertThat(target.resolve("a/file")).hasContent("one");
    assertThat(target.resolve("a/grün/漢")).hasContent("x");
    assertThat(target.resolve("empty")).isEmptyFile();
    assertThat(Files.readSymbolicLink(target.resolve("a/soft"))).hasToString("../a/file");
    assertThat(Files.isSameFile(target.resolve("a/file"), target.resolve("b-hard"))).isTrue();
    assertThat(Files.getAttribute(target.resolve("a/file"), "unix:mode")).isEqualTo(0104755);
    assertThat(Files.getPosixFilePermissions(target.resolve("locked")))
        .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(Files.size(target.resolve("large"))).isEqualTo(5_000_000);
    assertThat(Files.getLastModifiedTime(target.resolve("large")).toMillis())
        .isEqualTo(1_700_000_000_000L);
    assertThat(Files.isDirectory(target.resolve("many"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(target.resolve("many/317")).hasContent("317");
    Scripts.run(target, "chmod 755 locked");
    Scripts.run(root, "chmod 755 locked");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void writes_a_tar_file_and_a_stream(String host) throws Exception {
    Files.writeString(root.resolve("x"), "content");
    Path tar = target.resolve("made/result.tar");
    export(host, "tar", new FileTarget.Stream(StreamSink.file(tar)));
    Map<String, String> contents = new HashMap<>();
    Map<String, TarArchiveEntry> files = EngineBuild.read(tar, contents);
    assertThat(files).containsKey("x");
    assertThat(contents).containsEntry("x", "content");
    assertThat(tar.getParent()).isDirectoryContaining("glob:**/result.tar");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    export(host, "tar", new FileTarget.Stream(StreamSink.to(stream)));
    assertThat(stream.size()).isGreaterThan(1024);
  }
}
