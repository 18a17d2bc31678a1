package io.github.jbuild.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTarTest {

  private static final Map<String, byte[]> DOCKERFILE =
      Map.of("Dockerfile.jbuild", "FROM scratch\n".getBytes(UTF_8));

  @TempDir Path root;

  private BuildContext context() {
    return BuildContext.of(root, Trees.names("."));
  }

  private TarArchiveEntry only(String name) throws IOException {
    return Trees.entries(Trees.tar(root, ".")).stream()
        .filter(entry -> entry.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void gives_files_to_root_and_keeps_modes_and_times() throws IOException, InterruptedException {
    Trees.files(root, "bin/run", "bin/su");
    Trees.run(root, "chmod", "0750", "bin/run");
    Trees.run(root, "chmod", "6711", "bin/su");
    Trees.run(root, "chmod", "1777", "bin");
    Trees.run(root, "touch", "-d", "@-1.5", "bin/su");
    assertThat(only("bin/").getMode()).isEqualTo(01777);
    assertThat(only("bin/run").getMode()).isEqualTo(0750);
    assertThat(only("bin/su").getMode()).isEqualTo(06711);
    assertThat(only("bin/run").getLastModifiedTime().toInstant().getEpochSecond())
        .isEqualTo(1_700_000_000);
    assertThat(only("bin/su").getLastModifiedTime().toInstant())
        .isEqualTo(Instant.ofEpochSecond(-2));
    assertThat(only("bin/su").getLongUserId() + only("bin/su").getLongGroupId()).isZero();
    assertThat(only("bin/su").getUserName() + only("bin/su").getGroupName()).isEmpty();
  }

  @Test
  void is_the_same_byte_for_byte_for_the_same_tree() throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      paths.add("folder-" + i % 7 + "/name-" + i + "x".repeat(i));
    }
    Path copy = Files.createTempDirectory("copy");
    Trees.files(root, paths.toArray(new String[0]));
    java.util.Collections.reverse(paths);
    Trees.files(copy, paths.toArray(new String[0]));
    for (Path tree : List.of(root, copy)) {
      Trees.shell(tree, "touch -d @3 日本語");
    }
    for (int i = 0; i < 7; i++) {
      FileTime time = FileTime.from(Instant.ofEpochSecond(i));
      Files.setLastModifiedTime(root.resolve("folder-" + i), time);
      Files.setLastModifiedTime(copy.resolve("folder-" + i), time);
    }
    byte[] first = Trees.tar(root, ".");
    assertThat(Arrays.equals(first, Trees.tar(copy, "."))).isTrue();
    assertThat(new String(first, UTF_8)).doesNotContain(System.getProperty("user.name"));
  }

  @Test
  void is_read_alike_by_tar() throws IOException, InterruptedException {
    String deep = ("d".repeat(60) + "/").repeat(4) + "x".repeat(120);
    Trees.files(root, deep, "-rf", "a b", "line\nbreak", "*", "'\"$(x)", "\\n", "c:d");
    Trees.shell(root, "touch 日本語 é☺; ln -s é/" + "t".repeat(150) + " long");
    Path parent = Files.createTempDirectory("unpack");
    Path tar = Files.write(parent.resolve("c.tar"), Trees.tar(root, "."));
    Path to = Files.createDirectory(parent.resolve("to"));
    Trees.run(to, "tar", "xf", tar.toString());
    assertThat(Trees.run(parent, "diff", "-r", "--no-dereference", root.toString(), "to"))
        .isEmpty();
    assertThat(Trees.paths(to, ".")).isEqualTo(Trees.paths(root, "."));
  }

  @Test
  void is_the_same_in_the_c_locale_where_java_cannot_decode_names()
      throws IOException, InterruptedException {
    Trees.shell(root, "mkdir dé; echo x > 'dé/日本 +%41'; ln -s é/ö%+/ dé/ä");
    Path tar = Files.createTempFile("c", ".tar");
    for (String locale : List.of("C", "C.UTF-8")) {
      Trees.run(
          root,
          "env",
          "LC_ALL=" + locale,
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          TarProgram.class.getName(),
          root.toString(),
          tar.toString());
      List<TarArchiveEntry> entries = Trees.entries(Files.readAllBytes(tar));
      assertThat(entries)
          .extracting(TarArchiveEntry::getName)
          .containsExactly("dé/", "dé/ä", "dé/日本 +%41");
      assertThat(entries.get(1).getLinkName()).isEqualTo("é/ö%+/");
    }
  }

  @Test
  void streams_more_than_8_gib_of_one_file() throws IOException {
    long size = (9L << 30) + 1;
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
      file.setLength(size);
    }
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    OutputStream head =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("enough");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            start.write(bytes, offset, length);
            write(0);
          }
        };
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ContextTar.write(context(), Map.of(), head, bytes -> {}))
        .withMessage("enough");
    assertThat(start.toString(UTF_8)).contains(" size=" + size + "\n");
  }

  @Test
  void tells_the_bytes_sent_up_to_the_end() throws IOException {
    Files.write(root.resolve("big"), new byte[3 << 20]);
    List<Long> told = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContextTar.write(context(), DOCKERFILE, out, told::add);
    assertThat(told).isSorted().hasSizeGreaterThan(3).endsWith((long) out.size());
  }

  @Test
  void names_a_file_that_changed_while_it_was_sent() throws IOException {
    for (String changed : List.of("shorter", "longer", "gone", "link")) {
      Path file = Trees.file(root.resolve(changed), "0123456789");
      BuildContext before = BuildContext.of(root, Trees.names(changed));
      switch (changed) {
        case "shorter" -> Files.writeString(file, "0");
        case "longer" -> Files.writeString(file, "0123456789ab");
        case "gone" -> Files.delete(file);
        default -> {
          Files.delete(file);
          Files.createSymbolicLink(file, Path.of("shorter"));
        }
      }
      JbuildException error =
          Assertions.assertThrows(JbuildException.class, () -> Trees.tar(before, Map.of()));
      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).startsWith("build context: ").endsWith(file.toString());
      assertThat(error.hint()).isPresent();
    }
  }

  @Test
  void refuses_a_file_where_an_extra_file_belongs_before_anything_is_sent() throws IOException {
    Trees.files(root, "Dockerfile.jbuild", "constraints");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String extra : List.of("Dockerfile.jbuild", "constraints/pins.txt")) {
      assertThatExceptionOfType(JbuildException.class)
          .isThrownBy(
              () -> ContextTar.write(context(), Map.of(extra, new byte[1]), out, bytes -> {}))
          .withMessageContaining("where jbuild puts \"" + extra + "\"");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void an_unwanted_file_with_the_name_of_an_extra_file_does_not_matter() throws IOException {
    Trees.files(root, "Dockerfile.jbuild", "src/a");
    Trees.file(root.resolve(".dockerignore"), "Dockerfile.*");
    assertThat(Trees.content(Trees.tar(context(), DOCKERFILE), "Dockerfile.jbuild"))
        .isEqualTo("FROM scratch\n");
  }

  @Test
  void hides_the_dockerfile_from_copy_as_the_docker_cli_does() throws IOException {
    Trees.files(root, "a");
    byte[] content = {1};
    byte[] tar = Trees.tar(context(), ContextTar.dockerfile(context(), "D", content));
    assertThat(Trees.content(tar, ".dockerignore")).isEqualTo(".dockerignore\nD\n");
    Trees.file(root.resolve(".dockerignore"), "*.log");
    tar = Trees.tar(context(), ContextTar.dockerfile(context(), "D", content));
    assertThat(Trees.content(tar, ".dockerignore")).isEqualTo("*.log\nD\n");
    assertThat(Trees.entries(tar))
        .extracting(TarArchiveEntry::getName)
        .containsExactly(".dockerignore", "D", "a");
  }

  @Test
  void extra_files_alone_make_a_context() throws IOException {
    byte[] tar = Trees.tar(BuildContext.of(null, List.of()), DOCKERFILE);
    assertThat(Trees.content(tar, "Dockerfile.jbuild")).isEqualTo("FROM scratch\n");
    assertThat(Trees.entries(tar)).hasSize(1);
  }
}
