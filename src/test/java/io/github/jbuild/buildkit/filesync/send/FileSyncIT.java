package io.github.jbuild.buildkit.filesync.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.filesync.EngineBuild;
import io.github.jbuild.buildkit.filesync.source.FolderSource;
import io.github.jbuild.buildkit.filesync.source.Scripts;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files on their way to Docker's engine. */
class FileSyncIT {

  private static final String COPY_ALL = "FROM scratch\nCOPY . /\n";

  @TempDir Path root;
  private final String image = "jbuild-it-filesync:" + UUID.randomUUID();
  private final String sharedKey = "jbuild-it-" + UUID.randomUUID();

  private @Nullable EngineBuild last;

  static List<String> engines() {
    return EngineBuild.engines();
  }

  private EngineBuild building(String host) {
    EngineBuild build = new EngineBuild(host, sharedKey, new FolderSource(root));
    last = build;
    return build;
  }

  @AfterEach
  void remove() {
    if (last != null) {
      var unused = last.docker("rmi", "--force", image);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void files_modes_links_and_names_arrive(String host) throws Exception {
    Scripts.run(
        root,
        """
        mkdir -p a/sub empty-folder
        echo one > a/file; chmod 640 a/file
        ln a/file a/zweiter-name; ln a/file b-hard
        ln -s ../a/file a/soft; ln -s /nowhere dangling
        echo x > a/sub/grün-漢字-😀; touch leer
        echo s > setuid; chmod 4755 setuid
        mkdir sticky; chmod 1777 sticky
        python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
        """);
    EngineBuild build = building(host);
    build.build(COPY_ALL, image);
    Map<String, String> contents = new HashMap<>();
    Map<String, TarArchiveEntry> files = build.files(image, contents);
    assertThat(EngineBuild.entry(files, "a/file").getMode() & 07777).isEqualTo(0640);
    assertThat(EngineBuild.entry(files, "a/file").getLongUserId()).isZero();
    assertThat(EngineBuild.entry(files, "a/zweiter-name").isLink()).isTrue();
    assertThat(EngineBuild.entry(files, "b-hard").getLinkName()).isEqualTo("a/file");
    assertThat(EngineBuild.entry(files, "a/soft").getLinkName()).isEqualTo("../a/file");
    assertThat(EngineBuild.entry(files, "dangling").getLinkName()).isEqualTo("/nowhere");
    assertThat(EngineBuild.entry(files, "setuid").getMode() & 07777).isEqualTo(04755);
    assertThat(EngineBuild.entry(files, "sticky/").getMode() & 07777).isEqualTo(01777);
    assertThat(files).containsKey("empty-folder/").doesNotContainKey("socket");
    assertThat(contents)
        .containsEntry("a/file", "one\n")
        .containsEntry("a/sub/grün-漢字-😀", "x\n")
        .containsEntry("leer", "");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void one_changed_file_of_20_000_is_sent_and_an_unchanged_dockerfile_only_if_wanted(String host)
      throws Exception {
    manyFiles();
    EngineBuild build = building(host);
    build.build(COPY_ALL, image);
    assertThat(build.transfer("context").sent()).isEqualTo(20_000);
    Files.writeString(root.resolve("d7/f42"), "changed", StandardCharsets.UTF_8);
    build.build(COPY_ALL, image);
    assertThat(build.transfer("context").sent()).isEqualTo(1);
    assertThat(build.transfer("context").bytes()).isEqualTo(7);
    // BuildKit 0.8 asks as for any file; newer ones ask for the Dockerfile each time
    // (llb.DiffNone).
    boolean asksAlways = host.equals(TestBed.docker26());
    assertThat(build.transfer("dockerfile").sent()).isEqualTo(asksAlways ? 1 : 0);
    Map<String, String> contents = new HashMap<>();
    build.files(image, contents);
    assertThat(contents).containsEntry("d7/f42", "changed").containsEntry("d7/f43", "d7/f43");
  }

  private void manyFiles() throws IOException {
    for (int folder = 0; folder < 100; folder++) {
      Path path = Files.createDirectory(root.resolve("d" + folder));
      for (int file = 0; file < 200; file++) {
        Files.writeString(path.resolve("f" + file), "d" + folder + "/f" + file);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void a_hard_link_follows_what_it_is_linked_to(String host) throws Exception {
    Scripts.run(root, "echo one > a; ln a b; ln a c");
    EngineBuild build = building(host);
    build.build(COPY_ALL, image);
    Scripts.run(root, "rm c; echo else > c; echo two > a");
    build.build(COPY_ALL, image);
    Map<String, String> contents = new HashMap<>();
    Map<String, TarArchiveEntry> files = build.files(image, contents);
    assertThat(contents).containsEntry("a", "two\n").containsEntry("c", "else\n");
    assertThat(EngineBuild.entry(files, "b").getLinkName()).isEqualTo("a");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void dockerignore_hides_files_and_a_link_in_a_copied_path_is_followed(String host)
      throws Exception {
    Scripts.run(
        root,
        """
        mkdir real other; echo r > real/x; echo o > other/y; ln -s real link
        echo no > secret.key; printf '*.key\\nother\\n' > .dockerignore
        """);
    EngineBuild build = building(host);
    build.build("FROM scratch\nCOPY link/x /x\n", image);
    Map<String, String> contents = new HashMap<>();
    build.files(image, contents);
    assertThat(contents).containsEntry("x", "r\n");
    build.build(COPY_ALL, image);
    assertThat(build.files(image, contents))
        .containsKey("real/x")
        .doesNotContainKeys("secret.key", "other/", "other/y");
  }
}
