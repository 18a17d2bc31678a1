package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A file of a layer that a higher one replaces or deletes: its bytes are transferred and stored,
 * and no container sees them.
 *
 * @param file the file
 * @param replaced whether something else is in its place; else it was deleted
 */
public record HiddenFile(FileEntry file, boolean replaced) {

  /** The hidden files that take bytes, largest first. */
  static List<HiddenFile> in(Image image, VisibleFiles visible) {
    FileTree tree = image.files();
    List<HiddenFile> hidden = new ArrayList<>();
    for (Layer layer : image.layers()) {
      for (FileEntry entry : layer.entries()) {
        if (entry.size() > 0) {
          FileEntry seen = tree.get(entry.path()).orElse(null);
          if (seen != entry && !visible.seesLinkTo(entry)) {
            hidden.add(new HiddenFile(entry, seen != null));
          }
        }
      }
    }
    hidden.sort(
        Comparator.<HiddenFile>comparingLong(each -> -each.file().size())
            .thenComparing(each -> each.file().path())
            .thenComparing(each -> each.file().layer()));
    return hidden;
  }
}
