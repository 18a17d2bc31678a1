package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that an image stores more than once, in one layer or in several. Hard links store nothing
 * again.
 *
 * @param size size of one copy
 * @param files the copies, at least two, lowest layer first, then by path
 */
public record Duplicate(long size, List<FileEntry> files) {

  public Duplicate {
    files = List.copyOf(files);
    if (files.size() < 2) {
      throw new IllegalArgumentException("a duplicate has at least two copies");
    }
  }

  /** Bytes that all copies but one take. */
  public long wasted() {
    return size * (files.size() - 1);
  }

  /** What an image stores more than once, most wasteful first. */
  static List<Duplicate> in(Image image) {
    Map<Long, List<FileEntry>> sizes = new HashMap<>();
    image
        .layers()
        .forEach(
            layer ->
                layer.entries().stream()
                    .filter(entry -> entry.size() > 0)
                    .forEach(
                        entry ->
                            sizes
                                .computeIfAbsent(entry.size(), size -> new ArrayList<>(1))
                                .add(entry)));
    List<Duplicate> duplicates = new ArrayList<>();
    sizes.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(same -> addEqual(same, duplicates));
    duplicates.sort(
        Comparator.comparingLong(Duplicate::wasted)
            .reversed()
            .thenComparing(duplicate -> duplicate.files().get(0).path()));
    return duplicates;
  }

  private static void addEqual(List<FileEntry> sameSize, List<Duplicate> duplicates) {
    Map<ByteBuffer, List<FileEntry>> contents = new HashMap<>();
    for (FileEntry file : sameSize) {
      file.content()
          .ifPresent(
              content ->
                  contents
                      .computeIfAbsent(ByteBuffer.wrap(content.bytes()), hash -> new ArrayList<>(1))
                      .add(file));
    }
    for (List<FileEntry> copies : contents.values()) {
      if (copies.size() > 1) {
        copies.sort(Comparator.comparingInt(FileEntry::layer).thenComparing(FileEntry::path));
        duplicates.add(new Duplicate(copies.get(0).size(), copies));
      }
    }
  }
}
