package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileEntry.Content;
import io.github.jbuild.image.FileTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The files that a container sees and that take bytes. Where a file was removed but another name of
 * it is still there, that name takes its bytes.
 */
final class VisibleFiles {

  private final List<FileEntry> files = new ArrayList<>();
  private final Set<Content> linked = Collections.newSetFromMap(new IdentityHashMap<>());

  private VisibleFiles() {}

  static VisibleFiles in(FileTree tree) {
    VisibleFiles visible = new VisibleFiles();
    List<FileEntry> links = new ArrayList<>();
    tree.forEach(
        entry -> {
          if (entry.isFile()) {
            visible.files.add(entry);
          } else if (entry.content().isPresent()) {
            links.add(entry);
          }
        });
    if (!links.isEmpty()) {
      visible.addLinks(links);
    }
    return visible;
  }

  private void addLinks(List<FileEntry> links) {
    Set<Content> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    files.forEach(file -> file.content().ifPresent(counted::add));
    links.sort(Comparator.comparing(FileEntry::path));
    for (FileEntry link : links) {
      link.content()
          .ifPresent(
              content -> {
                linked.add(content);
                if (counted.add(content)) {
                  files.add(link);
                }
              });
    }
  }

  /** The files, in no order. */
  List<FileEntry> files() {
    return files;
  }

  /** Bytes that one of them takes. */
  static long bytes(FileEntry file) {
    return file.content().map(Content::size).orElse(0L);
  }

  /** Whether a file of a layer, no longer seen itself, is still seen under another name. */
  boolean seesLinkTo(FileEntry file) {
    return file.content().filter(linked::contains).isPresent();
  }
}
