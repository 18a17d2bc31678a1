package io.github.jbuild.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextLinksTest {

  @TempDir Path temp;
  private Path root = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createDirectories(temp.resolve("app"));
    Trees.files(temp, "outside/secret");
    Trees.files(root, "real/a", "src/x");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private JbuildException refusal(String name) {
    return Assertions.assertThrows(
        JbuildException.class, () -> BuildContext.of(root, Trees.names(name)));
  }

  @Test
  void sends_links_as_links_wherever_they_point() throws IOException, InterruptedException {
    link("src/inside", "../real");
    link("src/dangling", "nowhere/at/all");
    Trees.run(root, "ln", "-s", temp.resolve("outside") + "/", "src/outside");
    List<TarArchiveEntry> links =
        Trees.entries(Trees.tar(root, "src")).stream()
            .filter(TarArchiveEntry::isSymbolicLink)
            .toList();
    assertThat(links)
        .extracting(TarArchiveEntry::getName)
        .containsExactly("src/dangling", "src/inside", "src/outside");
    assertThat(links)
        .extracting(TarArchiveEntry::getLinkName)
        .containsExactly("nowhere/at/all", "../real", temp.resolve("outside") + "/");
    assertThat(Trees.paths(root, "src")).noneMatch(path -> path.contains("secret"));
  }

  @Test
  void sends_what_a_named_link_points_at_because_copy_follows_it() throws IOException {
    link("src/first", "second");
    link("src/second", "../real");
    assertThat(Trees.paths(root, "src/first"))
        .containsExactly("real", "real/a", "src", "src/first", "src/second");
    assertThat(Trees.paths(root, "src/fir*")).contains("real/a");
  }

  @Test
  void sends_what_a_name_through_a_link_leads_to() throws IOException {
    link("src/first", "../real");
    assertThat(Trees.paths(root, "src/first/a"))
        .containsExactly("real", "real/a", "src", "src/first");
  }

  @Test
  void refuses_names_that_leave_the_folder_by_a_link() throws IOException {
    link("up", "../outside");
    link("absolute", temp.resolve("outside").toString());
    for (String name : List.of("up/secret", "up", "absolute/secret", "absolute")) {
      assertThat(refusal(name).message())
          .startsWith("app.copy[0].from[0]: \"" + name + "\" leaves the context directory");
    }
  }

  @Test
  void refuses_names_that_lead_nowhere() throws IOException {
    link("dangling", "nowhere");
    link("circle", "circle");
    assertThat(refusal("dangling"))
        .hasMessage(
            "app.copy[0].from[0]: no file or directory \"dangling\" (a symlink to \"nowhere\") in the"
                + " context");
    assertThat(refusal("circle").message()).contains("too many symlinks");
    assertThat(refusal("dangling/x").message()).contains("no file or directory");
    Trees.file(root.resolve(".dockerignore"), "real");
    link("hidden", "real/a");
    assertThat(refusal("hidden").message()).contains(".dockerignore hides");
  }

  @Test
  void a_context_folder_that_is_a_link_is_followed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    assertThat(Trees.paths(link, "real")).containsExactly("real", "real/a");
  }

  @Test
  void keeps_hard_links_between_files_that_are_sent() throws IOException {
    Files.createLink(root.resolve("src/b"), root.resolve("real/a"));
    byte[] tar = Trees.tar(root, "src", "real");
    TarArchiveEntry second =
        Trees.entries(tar).stream()
            .filter(e -> e.getName().equals("src/b"))
            .findAny()
            .orElseThrow();
    assertThat(second.isLink()).isTrue();
    assertThat(second.getLinkName()).isEqualTo("real/a");
    assertThat(second.getSize()).isZero();
    assertThat(Trees.content(Trees.tar(root, "src"), "src/b")).isEqualTo("real/a");
  }
}
