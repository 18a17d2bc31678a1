package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a distribution's metadata, and what is wrong with them. */
final class MetadataFolder {

  private final FileTree files;
  private final FileEntry entry;
  private final String path;
  private final List<String> problems = new ArrayList<>();

  /** The files of a metadata folder; an egg-info file stands for its PKG-INFO. */
  MetadataFolder(FileTree files, FileEntry entry) {
    this.files = files;
    this.entry = files.resolve(entry.path()).orElse(entry);
    this.path = entry.path();
  }

  String path() {
    return path;
  }

  boolean isFolder() {
    return entry.isDirectory();
  }

  List<String> problems() {
    return problems;
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /** The bytes of a file in it; nothing when there is none, or none that was kept. */
  Optional<KeptBytes> bytes(String name) {
    Optional<FileEntry> file =
        isFolder() ? files.resolve(entry.path() + "/" + name) : Optional.of(entry);
    Optional<FileEntry.Content> content = file.flatMap(FileEntry::content);
    Optional<KeptBytes> kept = content.flatMap(c -> c.seen(KeptBytes.class));
    if (content.isPresent() && kept.isEmpty()) {
      problem(name + " of " + content.get().size() + " bytes is too large to be read");
    }
    return kept;
  }

  Optional<String> text(String name) {
    return bytes(name).map(KeptBytes::text);
  }

  /** The lines of a file that are neither empty nor comments. */
  List<String> lines(String name) {
    return text(name)
        .map(
            text ->
                text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList())
        .orElse(List.of());
  }
}
