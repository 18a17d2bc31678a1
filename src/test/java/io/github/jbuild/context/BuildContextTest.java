package io.github.jbuild.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildContextTest {

  @TempDir Path temp;

  private Path root() throws IOException {
    return Files.createDirectories(temp.resolve("app"));
  }

  private JbuildException refusal(String... names) {
    return Assertions.assertThrows(
        JbuildException.class, () -> BuildContext.of(root(), Trees.names(names)));
  }

  @Test
  void sends_only_what_is_named_with_the_folders_above_it() throws IOException {
    Trees.files(root(), "src/a/main.py", "src/a/other.py", "src/b/x.py", "README.md", "secret");
    assertThat(Trees.paths(root(), "src/a/main.py", "README.md"))
        .containsExactly("README.md", "src", "src/a", "src/a/main.py");
    assertThat(Trees.paths(root(), "src/a")).contains("src/a/other.py").doesNotContain("src/b");
  }

  @Test
  void sends_folders_before_their_content_in_a_stable_order()
      throws IOException, InterruptedException {
    Trees.files(root(), "a/z", "a.b", "a-b", "B", "a/b/c", "a/b.c");
    Trees.shell(root(), "touch ä");
    assertThat(Trees.paths(root(), "."))
        .containsExactly("B", "a", "a/b", "a/b/c", "a/b.c", "a/z", "a-b", "a.b", "ä");
  }

  @Test
  void sends_a_path_once_however_often_it_is_named() throws IOException {
    Trees.files(root(), "src/a", "src/b");
    assertThat(Trees.paths(root(), "src", "src/a", "src/*", "./src/", "src"))
        .containsExactly("src", "src/a", "src/b");
  }

  @ParameterizedTest
  @CsvSource({
    "*.txt,a.txt",
    "src/*.py,src src/a.py src/b.py",
    "src/[ab].py,src src/a.py src/b.py",
    "src/[^b].py,src src/a.py",
    "s?c/a.*,src src/a.py",
    "*/a.py,src src/a.py",
    "src/**,src src/a.py src/b.py src/sub src/sub/c.py",
    "\\**,*",
    "x\\y,x\\y"
  })
  void reads_globs_as_copy_does(String glob, String sent) throws IOException {
    Trees.files(root(), "a.txt", "src/a.py", "src/b.py", "src/sub/c.py", "*", "x\\y");
    assertThat(String.join(" ", Trees.paths(root(), glob))).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "src/../../x", "src/..", "", "src//*.py", "*/"})
  void refuses_names_that_copy_could_not_or_should_not_find(String name) throws IOException {
    Trees.files(root(), "src/a.py");
    JbuildException error = refusal("src", name);
    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.message()).startsWith("app.copy[0].from[1]: ");
    assertThat(error.span()).hasValueSatisfying(at -> assertThat(at.line()).isEqualTo(2));
    assertThat(error.hint()).isPresent();
  }

  @Test
  void refuses_an_invalid_glob() {
    assertThat(refusal("[a-").message()).contains("character class is not closed");
  }

  @Test
  void says_which_field_names_something_that_is_not_there() throws IOException {
    Trees.files(root(), "src/a.py");
    assertThat(refusal("src", "scr/a.py"))
        .hasMessage("app.copy[0].from[1]: no file or directory \"scr/a.py\" in the context");
    assertThat(refusal("*.txt"))
        .hasMessage("app.copy[0].from[0]: no file in the context matches \"*.txt\"");
    assertThat(refusal("src/a.py/b").message()).contains("no file or directory");
  }

  @Test
  void says_that_dockerignore_hides_a_named_file() throws IOException {
    Trees.files(root(), "src/a.py", "docs/a/b");
    Trees.file(root().resolve(".dockerignore"), "**/*.py\ndocs");
    assertThat(refusal("src/a.py"))
        .hasMessage("app.copy[0].from[0]: .dockerignore hides \"src/a.py\"");
    assertThat(refusal("docs/a/b").message()).contains(".dockerignore hides");
    assertThat(refusal("src/*.py").message()).contains(".dockerignore hides");
    assertThat(Trees.paths(root(), "src")).containsExactly("src");
  }

  @Test
  void keeps_exceptions_below_a_hidden_folder() throws IOException {
    Trees.files(root(), "docs/a/README.md", "docs/a/b.txt", "docs/c", "src/x");
    Trees.file(root().resolve(".dockerignore"), "*\n!**/README.md");
    assertThat(Trees.paths(root(), ".")).containsExactly("docs", "docs/a", "docs/a/README.md");
    assertThat(Trees.paths(root(), "docs")).containsExactly("docs", "docs/a", "docs/a/README.md");
  }

  @Test
  void names_the_line_of_an_invalid_dockerignore() throws IOException {
    Trees.file(root().resolve(".dockerignore"), "a\n[");
    assertThat(refusal(".").span())
        .hasValueSatisfying(at -> assertThat(at.toString()).endsWith("/app/.dockerignore:2:1"));
  }

  @Test
  void an_empty_or_missing_folder_is_told_apart() throws IOException {
    assertThat(Trees.paths(root(), ".")).isEmpty();
    assertThat(
            Assertions.assertThrows(
                JbuildException.class, () -> BuildContext.of(temp.resolve("no"), List.of())))
        .hasMessageStartingWith("no context directory ");
    Path file = Trees.file(temp.resolve("file"), "");
    assertThat(
            Assertions.assertThrows(JbuildException.class, () -> BuildContext.of(file, List.of())))
        .hasMessageStartingWith("the context is not a directory");
  }

  @Test
  void a_context_without_a_folder_has_no_entries_and_takes_no_names() {
    assertThat(BuildContext.of(null, List.of()).entries()).isEmpty();
    assertThat(
            Assertions.assertThrows(
                JbuildException.class, () -> BuildContext.of(null, Trees.names("src"))))
        .hasMessage("app.copy[0].from[0]: names \"src\", but there is no context directory");
  }

  @Test
  void leaves_sockets_out_and_refuses_pipes() throws IOException, InterruptedException {
    Trees.files(root(), "run/a");
    Path socket = root().resolve("run/s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThat(Trees.paths(root(), "run")).containsExactly("run", "run/a");
      assertThat(refusal("run/s").message()).contains("no file or directory");
    }
    Trees.run(root(), "mkfifo", "run/pipe");
    assertThat(refusal("run").message()).startsWith("a pipe or device in the context: ");
    assertThat(refusal("run").hint())
        .hasValueSatisfying(it -> assertThat(it).contains("/run/pipe"));
    assertThat(Trees.paths(root(), "run/a")).containsExactly("run", "run/a");
    Trees.file(root().resolve(".dockerignore"), "run/pipe");
    assertThat(Trees.paths(root(), "run")).contains("run/a").doesNotContain("run/pipe");
  }

  @Test
  void refuses_wanted_names_that_are_not_utf8() throws IOException, InterruptedException {
    Trees.run(root(), "sh", "-c", "echo x > \"$(printf 'caf\\351.txt')\"; echo x > b");
    assertThat(refusal(".").message()).startsWith("a file name is not UTF-8");
    assertThat(Trees.paths(root(), "b")).containsExactly("b");
    Trees.file(root().resolve(".dockerignore"), "caf?.txt");
    assertThat(Trees.paths(root(), ".")).containsExactly(".dockerignore", "b");
  }
}
