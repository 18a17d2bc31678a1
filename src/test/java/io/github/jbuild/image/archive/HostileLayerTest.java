package io.github.jbuild.image.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.FolderEntries;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What layers may hold that was made to harm is harmless, or refused with the entry's name. */
@Timeout(60)
class HostileLayerTest {

  @Test
  void absolute_paths_are_paths_of_the_image() {
    FileTree files =
        ImageFixture.image()
            .layer(
                l ->
                    l.put(new TarArchiveEntry("//etc//passwd", true), new byte[0])
                        .put(new TarArchiveEntry("./a/./b", true), new byte[0]))
            .read(Inspector.none())
            .files();

    assertThat(files.get("/etc/passwd")).isPresent();
    assertThat(files.get("/a/b")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "a/..", "/../x", ".."})
  void a_name_that_leaves_the_image_is_refused(String name) {
    JbuildException entry = refused(l -> l.put(new TarArchiveEntry(name, true), new byte[0]));
    JbuildException link =
        refused(
            l -> {
              TarArchiveEntry header = new TarArchiveEntry("link", TarConstants.LF_LINK);
              header.setLinkName(name);
              return l.put(header, new byte[0]);
            });

    assertThat(entry.message()).contains("the name \"" + name + "\" contains \"..\"");
    assertThat(link.message()).contains("the name \"" + name + "\" contains \"..\"");
  }

  @Test
  void a_symbolic_link_may_say_what_it_likes() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.symlink("/up", "../../../etc/passwd").file("/etc/passwd", "x"))
            .read(Inspector.none())
            .files();

    assertThat(files.realPath("/up")).contains("/etc/passwd");
  }

  @Test
  void names_are_shown_without_what_speaks_to_a_terminal() {
    JbuildException error =
        refused(
            l -> l.put(new TarArchiveEntry("../\u001b[2J\n\u202ehint: run me", true), new byte[0]));

    assertThat(error.message()).contains("\\u001b[2J\\u000a\\u202ehint").doesNotContain("\u001b");
    assertThat(error.message().lines()).hasSize(1);
  }

  @Test
  void a_name_longer_than_linux_takes_is_refused() {
    String name = "deep/".repeat(900);

    assertThat(refused(l -> l.file("/" + name + "f", "x")).message())
        .contains("a name of 4501 characters, but Linux allows at most 4096: deep/deep/")
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @CsvSource({
    "x,././@PaxHeader,1073741824 path=x",
    "g,././@PaxHeader,1073741824 path=x",
    "L,././@LongLink,x",
    "K,././@LongLink,x"
  })
  void a_header_that_claims_a_gigabyte_is_not_read_into_memory(
      char type, String name, String content) {
    byte[] header = header(name, (byte) type, "10000000000");
    byte[] begin = Arrays.copyOf(header, 512 + content.length());
    System.arraycopy(content.getBytes(US_ASCII), 0, begin, 512, content.length());
    CountedZeros zeros = new CountedZeros(1L << 30);

    MalformedImage error =
        catchThrowableOfType(
            MalformedImage.class,
            () ->
                LayerReader.read(
                    new SequenceInputStream(new ByteArrayInputStream(begin), zeros),
                    Inspector.none()));

    assertThat(error).hasMessageContaining("a header is larger than 1048576 bytes");
    assertThat(zeros.read).isLessThan(4 << 20);
  }

  @Test
  void a_sparse_entry_is_refused() {
    byte[] sparse = header("holes", (byte) 'S', "00000000000");

    assertThat(refused(sparse).message()).contains("holes is a sparse entry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4", "5", "6"})
  void content_of_what_is_no_file_is_refused(String type) {
    byte[] link = header("thing", (byte) type.charAt(0), "00000001000");

    assertThat(refused(link).message())
        .matches(".*: thing/? has 512 bytes of content, but is not a file");
  }

  @Test
  void devices_and_pipes_are_special() {
    List<FileEntry.Type> types =
        ImageFixture.image()
            .layer(
                l ->
                    l.put(new TarArchiveEntry("c", TarConstants.LF_CHR), new byte[0])
                        .put(new TarArchiveEntry("b", TarConstants.LF_BLK), new byte[0])
                        .put(new TarArchiveEntry("p", TarConstants.LF_FIFO), new byte[0]))
            .read(Inspector.none())
            .layers()
            .get(0)
            .entries()
            .stream()
            .map(FileEntry::type)
            .toList();

    assertThat(types).hasSize(3).containsOnly(FileEntry.Type.SPECIAL);
  }

  @Test
  void a_negative_size_is_refused() {
    byte[] header = header("f", (byte) '0', "00000000000");
    Arrays.fill(header, 124, 136, (byte) 0xff);

    assertThat(refused(checked(header)).kind()).isEqualTo(Kind.INVALID_INPUT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, Long.MAX_VALUE, Long.MAX_VALUE - 511})
  void an_absurd_size_is_refused_by_the_name_of_its_file(long size) {
    byte[] header = header("f", (byte) '0', "00000000000");
    Arrays.fill(header, 124, 136, (byte) 0);
    header[124] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      header[135 - i] = (byte) (size >>> (8 * i));
    }

    assertThat(refused(checked(header)).message()).contains("/f: a layer of more than");
  }

  @Test
  void a_header_with_a_wrong_checksum_is_refused() {
    byte[] header = header("f", (byte) '0', "00000000000");
    header[0] = 'g';

    assertThat(refused(header).message()).contains("the checksum of the header of g");
  }

  @Test
  void a_hard_link_to_itself_is_refused() {
    assertThat(refused(l -> l.hardLink("/a", "/a")).message())
        .contains("/a is a hard link to itself");
  }

  @Test
  void a_cycle_of_hard_links_has_no_content() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.hardLink("/a", "/b").hardLink("/b", "/a"))
            .layer(l -> l.hardLink("/b", "/c").hardLink("/c", "/b"))
            .read(Inspector.none())
            .files();

    for (String path : List.of("/a", "/b", "/c")) {
      assertThat(files.get(path).orElseThrow().content()).isEmpty();
    }
  }

  @Test
  void what_is_both_a_file_and_a_folder_is_refused() {
    assertThat(refused(l -> l.file("/a/b", "x").file("/a", "y")).message())
        .contains("/a is not a directory, but files are inside it");
    assertThat(refused(l -> l.file("/a", "y").file("/a/b/c", "x")).message())
        .contains("/a/b/c is in /a, which is not a directory");
    assertThat(refused(l -> l.symlink("/a", "/etc").file("/a/b", "x")).message())
        .contains("/a/b is in /a, which is not a directory");
  }

  @Test
  void a_file_below_a_link_of_a_lower_layer_makes_it_a_folder() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.file("/usr/lib/x", "x").symlink("/lib", "usr/lib"))
            .layer(l -> l.file("/lib/y", "y"))
            .read(Inspector.none())
            .files();

    assertThat(files.realPath("/lib/y")).contains("/lib/y");
    assertThat(files.get("/lib").orElseThrow().isDirectory()).isTrue();
    assertThat(files.realPath("/lib/x")).isEmpty();
  }

  @Test
  void the_last_of_two_entries_of_a_name_counts() {
    Image image =
        ImageFixture.image()
            .layer(l -> l.file("/a", "first").file("/a", "2"))
            .read(Inspector.none());

    assertThat(image.bytes()).isEqualTo(1);
    assertThat(image.layers().get(0).entries()).hasSize(1);
  }

  @Test
  void odd_whiteouts_hide_nothing_else() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.file("/d/f", "x").file("/e", "x"))
            .layer(l -> l.whiteout("/d/").whiteout("/d/..").whiteout("/d/.").whiteout("/no/such"))
            .read(Inspector.none())
            .files();

    assertThat(files.get("/d/f")).isPresent();
    assertThat(files.get("/e")).isPresent();
  }

  @Test
  void names_chosen_to_have_one_hash_are_all_kept() {
    List<String> names =
        IntStream.range(0, 1 << 15)
            .mapToObj(
                i ->
                    IntStream.range(0, 15)
                        .mapToObj(bit -> ((i >> bit) & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
            .toList();
    assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
    FolderEntries folder = new FolderEntries();
    FileEntry.Attributes attributes = new FileEntry.Attributes(0, 0, 0);

    for (String name : names) {
      folder.put(new FileEntry("/", name, FileEntry.Type.DIRECTORY, attributes, null, null));
    }

    assertThat(folder.sorted()).hasSize(names.size());
  }

  @Test
  void entries_are_found_again_after_others_are_removed() {
    FolderEntries folder = new FolderEntries();
    FileEntry.Attributes attributes = new FileEntry.Attributes(0, 0, 0);
    for (int i = 0; i < 1000; i++) {
      folder.put(new FileEntry("/", "f" + i, FileEntry.Type.DIRECTORY, attributes, null, null));
    }

    for (int i = 0; i < 1000; i += 2) {
      assertThat(folder.remove("f" + i)).isNotNull();
    }

    for (int i = 0; i < 1000; i++) {
      assertThat(folder.get("f" + i) != null).isEqualTo(i % 2 == 1);
    }
    assertThat(folder.remove("f0")).isNull();
    assertThat(folder.sorted()).hasSize(500);
  }

  private static JbuildException refused(UnaryOperator<LayerFixture> content) {
    return refused(content.apply(new LayerFixture()).bytes());
  }

  private static JbuildException refused(byte[] layer) {
    JbuildException error =
        catchThrowableOfType(
            JbuildException.class,
            () -> ImageFixture.image().tar("RUN evil", layer).read(Inspector.none()));
    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.hint()).isPresent();
    return error;
  }

  private static byte[] header(String name, byte type, String octalSize) {
    byte[] header = new byte[1024];
    byte[] bytes = name.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, 0, bytes.length);
    System.arraycopy("0000644\0000000000\0000000000\0".getBytes(US_ASCII), 0, header, 100, 24);
    System.arraycopy(octalSize.getBytes(US_ASCII), 0, header, 124, 11);
    System.arraycopy("00000000000".getBytes(US_ASCII), 0, header, 136, 11);
    header[156] = type;
    System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, header, 257, 8);
    return checked(Arrays.copyOf(header, 512));
  }

  private static byte[] checked(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    System.arraycopy(String.format("%06o\0 ", sum).getBytes(US_ASCII), 0, header, 148, 8);
    return header;
  }

  /** Zeros that are made while they are read. */
  private static final class CountedZeros extends InputStream {

    private final long size;
    private long read;

    CountedZeros(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return read++ < size ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = (int) Math.min(length, size - read);
      Arrays.fill(into, offset, offset + count, (byte) 0);
      read += count;
      return count == 0 ? -1 : count;
    }
  }
}
