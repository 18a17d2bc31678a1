package io.github.jbuild.buildkit.filesync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

  @TempDir Path root;

  private static final List<String> NONE = List.of();

  private List<String> follow(String... paths) throws IOException {
    return paths(new EntryFilter(NONE, NONE, List.of(paths)));
  }

  private List<String> include(String... patterns) throws IOException {
    return paths(new EntryFilter(List.of(patterns), NONE, NONE));
  }

  /** What the folder gives, which a list of the same entries must give, too. */
  private List<String> paths(EntryFilter filter) throws IOException {
    FolderSource folder = new FolderSource(root);
    List<SourceEntry> entries = folder.entries(filter);
    ListedSource list = new ListedSource(folder.entries(EntryFilter.EVERYTHING));
    assertThat(list.entries(filter)).isEqualTo(entries);
    return entries.stream().map(SourceEntry::path).toList();
  }

  private void files(String... paths) throws IOException {
    for (String path : paths) {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }

  private void link(String path, String target) throws IOException {
    Path unused = Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  @Test
  void gives_everything_in_the_order_of_utf_8() throws IOException {
    files("b", "a.b", "a/x", "a-b", "\uFFEEx", "\uD83D\uDE00x", "a/é");
    assertThat(paths(EntryFilter.EVERYTHING))
        .containsExactly("a", "a/x", "a/é", "a-b", "a.b", "b", "\uFFEEx", "\uD83D\uDE00x");
  }

  @Test
  void gives_many_files_of_one_folder_in_order() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < 1000; i++) {
      names.add("f" + i);
    }
    files(names.toArray(String[]::new));
    assertThat(paths(EntryFilter.EVERYTHING)).containsExactlyElementsOf(names);
  }

  @Test
  void keeps_times_to_the_nanosecond_and_special_bits() throws Exception {
    files("f");
    Instant time = Instant.ofEpochSecond(1_700_000_000, 123_456_789);
    Files.setLastModifiedTime(root.resolve("f"), FileTime.from(time));
    Scripts.run(root, "chmod 6751 f; ln f g; ln -s f l");
    List<SourceEntry> entries = new FolderSource(root).entries(EntryFilter.EVERYTHING);
    SourceEntry file = entries.get(0);
    assertThat(file.modifiedNanos()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(file.mode()).isEqualTo(06751);
    assertThat(file.inodeOrNull()).isNotNull().isEqualTo(entries.get(1).inodeOrNull());
    assertThat(entries.get(2).size()).isEqualTo(1);
  }

  @Test
  void includes_what_lies_in_an_included_folder_and_the_folders_above() throws IOException {
    files("a/b/c", "a/b/d/e", "a/x", "z");
    assertThat(include("a/b")).containsExactly("a", "a/b", "a/b/c", "a/b/d", "a/b/d/e");
    assertThat(include("**/c", "z")).containsExactly("a", "a/b", "a/b/c", "z");
    assertThat(include("a", "!a/b")).containsExactly("a", "a/x");
    assertThat(include("nothing")).isEmpty();
  }

  @Test
  void excludes_after_it_has_included() throws IOException {
    files("a/b/c", "a/b/d", "z");
    assertThat(paths(new EntryFilter(List.of("a"), List.of("a/b", "!a/b/d"), NONE)))
        .containsExactly("a", "a/b", "a/b/d");
  }

  @Test
  void follows_links_within_the_folder() throws IOException {
    files("real/deep/x", "real/y", "other");
    link("one", "two/../two");
    link("two", "real");
    assertThat(follow("one/deep"))
        .containsExactly("one", "real", "real/deep", "real/deep/x", "two");
    assertThat(follow("one/y", "one/deep"))
        .containsExactly("one", "real", "real/deep", "real/deep/x", "real/y", "two");
  }

  @Test
  void follows_links_that_a_pattern_finds() throws IOException {
    files("v1/x", "v2/y", "w");
    link("l1", "v1");
    link("l2", "v2");
    assertThat(follow("l*")).containsExactly("l1", "l2", "v1", "v1/x", "v2", "v2/y");
    assertThatExceptionOfType(JbuildException.class)
        .isThrownBy(() -> follow("l["))
        .withMessageContaining("l[");
  }

  @Test
  void a_path_that_does_not_exist_is_no_error() throws IOException {
    files("Dockerfile", "f/x");
    assertThat(follow("Dockerfile", "Dockerfile.dockerignore", "f/x/y", "a/b/c"))
        .containsExactly("Dockerfile");
  }

  @Test
  void links_never_lead_out_of_the_folder() throws IOException {
    files("etc/inside", "x");
    link("up", "../../../../etc");
    link("absolute", "/etc/inside");
    assertThat(follow("up")).containsExactly("etc", "etc/inside", "up");
    assertThat(follow("absolute", "../x")).containsExactly("absolute", "etc", "etc/inside", "x");
  }

  @Test
  void circles_of_links_end() throws IOException {
    files("x");
    link("a", "b");
    link("b", "a");
    link("self", "self/self");
    assertThat(follow("a/f", "self/f")).contains("a", "b", "self");
  }

  @Test
  void a_link_to_the_root_means_everything() throws IOException {
    files("x", "y/z");
    link("here", ".");
    assertThat(follow("here")).containsExactly("here", "x", "y", "y/z");
  }

  @Test
  void refuses_a_pipe_unless_it_is_excluded() throws Exception {
    Scripts.run(root, "mkdir d; mkfifo d/pipe; touch d/x");
    assertThatExceptionOfType(JbuildException.class)
        .isThrownBy(() -> new FolderSource(root).entries(EntryFilter.EVERYTHING))
        .withMessageContaining("pipe or device")
        .withMessageContaining("d/pipe");
    assertThat(new FolderSource(root).entries(new EntryFilter(NONE, List.of("**/pipe"), NONE)))
        .extracting(SourceEntry::path)
        .containsExactly("d", "d/x");
  }

  @Test
  void says_that_the_folder_is_missing() {
    assertThatExceptionOfType(JbuildException.class)
        .isThrownBy(() -> new FolderSource(root.resolve("no")).entries(EntryFilter.EVERYTHING))
        .withMessageContaining(root.resolve("no").toString());
  }
}
