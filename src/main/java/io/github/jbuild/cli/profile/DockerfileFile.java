package io.github.jbuild.cli.profile;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.OutputFile;
import io.github.jbuild.core.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A Dockerfile on disk that a profile is rendered into. */
final class DockerfileFile {

  private final Path path;

  DockerfileFile(Path path) {
    this.path = path;
  }

  /** Replaces the file atomically, or leaves it unchanged. */
  void write(String text) {
    try {
      WholeFile.write(path, text);
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "cannot write " + path + ": " + OutputFile.reason(e))
          .hint("the directory must exist and be writable")
          .cause(e);
    }
  }

  /** A unified diff from the file to {@code wanted}; empty when they are the same. */
  List<String> difference(String wanted) {
    String found;
    try {
      found = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw JbuildException.of(Kind.FINDINGS, path + " does not exist")
          .hint("jbuild render --output " + path + " writes it")
          .cause(e);
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "cannot read " + path + ": " + OutputFile.reason(e))
          .cause(e);
    }
    if (found.equals(wanted)) {
      return List.of();
    }
    List<String> before = found.lines().toList();
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            path.toString(),
            path + " (rendered)",
            before,
            DiffUtils.diff(before, wanted.lines().toList()),
            3);
    return diff.isEmpty() ? List.of(path + ": the line endings differ") : diff;
  }
}
