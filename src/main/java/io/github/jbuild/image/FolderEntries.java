package io.github.jbuild.image;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder, by name: a hash table with linear probing. {@code HashMap} takes five times
 * as much for an entry, and an image may have a million of them.
 */
public final class FolderEntries {

  /** Not known to who chose the names, and so to nobody who wants them all in one place. */
  private static final int FACTOR = new SecureRandom().nextInt() | 1;

  private @Nullable FileEntry[] table = new FileEntry[4];
  private int count;

  /** The entry of a name; null when there is none. */
  public @Nullable FileEntry get(String name) {
    return table[slot(name)];
  }

  /** Adds an entry and returns the one of that name that it replaces; null when there was none. */
  public @Nullable FileEntry put(FileEntry entry) {
    int slot = slot(entry.name());
    FileEntry before = table[slot];
    table[slot] = entry;
    if (before == null && ++count * 4 > table.length * 3) {
      fill(new FileEntry[table.length * 2]);
    }
    return before;
  }

  /** Removes the entry of a name and returns it; null when there was none. */
  public @Nullable FileEntry remove(String name) {
    int slot = slot(name);
    FileEntry before = table[slot];
    if (before != null) {
      table[slot] = null;
      count--;
      // What was placed beyond it because its slot was taken would no longer be found.
      for (int i = next(slot); table[i] != null; i = next(i)) {
        FileEntry moved = Objects.requireNonNull(table[i]);
        table[i] = null;
        table[slot(moved.name())] = moved;
      }
    }
    return before;
  }

  /** All entries by name. */
  public List<FileEntry> sorted() {
    FileEntry[] sorted = new FileEntry[count];
    int next = 0;
    for (FileEntry entry : table) {
      if (entry != null) {
        sorted[next++] = entry;
      }
    }
    Arrays.sort(sorted, Comparator.comparing(FileEntry::name));
    return List.of(sorted);
  }

  private void fill(@Nullable FileEntry[] bigger) {
    @Nullable FileEntry[] all = table;
    table = bigger;
    for (FileEntry entry : all) {
      if (entry != null) {
        table[slot(entry.name())] = entry;
      }
    }
  }

  /** Where the entry of a name is, or else belongs. */
  private int slot(String name) {
    int hash = FACTOR;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FACTOR;
      hash ^= hash >>> 15;
    }
    int slot = hash & (table.length - 1);
    for (FileEntry at = table[slot]; at != null && !at.name().equals(name); at = table[slot]) {
      slot = next(slot);
    }
    return slot;
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }
}
