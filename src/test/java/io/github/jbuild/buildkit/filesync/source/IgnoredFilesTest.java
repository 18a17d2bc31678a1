package io.github.jbuild.buildkit.filesync.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.pattern.DockerignoreCasesTest;
import io.github.jbuild.core.pattern.GoPath;
import io.github.jbuild.core.pattern.IgnoreFilePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what docker was recorded to make of ignore files, on folders and on lists. */
class IgnoredFilesTest {

  @TempDir Path root;

  static Stream<DockerignoreCasesTest.Case> cases() throws IOException {
    return DockerignoreCasesTest.cases().filter(each -> !each.path().endsWith("/"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_folder_and_a_list_send_what_docker_sends(DockerignoreCasesTest.Case recorded)
      throws IOException {
    String path = recorded.path();
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    assertThat(verdict(new FolderSource(root), recorded)).isEqualTo(recorded.verdict());
    List<SourceEntry> listed = new ArrayList<>();
    listed.add(SourceEntry.file(path, 0644, 1, 0, null, Content.of(file)));
    for (String up = GoPath.parent(path); !up.isEmpty(); up = GoPath.parent(up)) {
      listed.add(SourceEntry.folder(up, 0755, 0));
    }
    assertThat(verdict(new ListedSource(listed), recorded)).isEqualTo(recorded.verdict());
  }

  /** Patterns as the engine sends them, which are those that its own reader finds in the file. */
  private static String verdict(FileSource source, DockerignoreCasesTest.Case recorded)
      throws IOException {
    try {
      List<String> patterns = IgnoreFilePatterns.of(recorded.content());
      EntryFilter filter = new EntryFilter(List.of(), patterns, List.of());
      Set<String> sent =
          source.entries(filter).stream().map(SourceEntry::path).collect(Collectors.toSet());
      return sent.contains(recorded.path()) ? "sent" : "ignored";
    } catch (JbuildException e) {
      return "error";
    }
  }
}
