package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.Sha256;
import io.github.jbuild.core.pattern.GoPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Files in memory, such as a Dockerfile that was made. The engine knows a file that it has already
 * by size and time, but there is no time here: it is derived from the content, so that a file is
 * sent again when it has changed and only then.
 */
public final class MemorySource implements FileSource {

  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  /** 1980, in nanoseconds, and the forty years behind it. */
  private static final long TIME = 315_532_800L * 1_000_000_000;

  private static final long SPAN = 40L * 365 * 86_400 * 1_000_000_000;

  private final ListedSource source;

  /**
   * A tree of files with mode 0644, in folders with mode 0755.
   *
   * @param files content by path; the arrays must not be changed
   * @throws IllegalArgumentException if a path is not one below a folder, or a file lies in another
   */
  public MemorySource(Map<String, byte[]> files) {
    TreeSet<String> folders = new TreeSet<>();
    List<SourceEntry> entries = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          if (!GoPath.clean("/" + path).equals("/" + path)) {
            throw new IllegalArgumentException("not a clean path: " + path);
          }
          for (String up = GoPath.parent(path); !up.isEmpty(); up = GoPath.parent(up)) {
            folders.add(up);
          }
          entries.add(
              SourceEntry.file(
                  path, FILE_MODE, content.length, time(content), null, Content.of(content)));
        });
    folders.forEach(folder -> entries.add(SourceEntry.folder(folder, FOLDER_MODE, TIME)));
    this.source = new ListedSource(entries);
  }

  @Override
  public List<SourceEntry> entries(EntryFilter filter) throws IOException {
    return source.entries(filter);
  }

  private static long time(byte[] content) {
    byte[] hash = Sha256.digest().digest(content);
    return TIME + Math.floorMod(ByteBuffer.wrap(hash).getLong(), SPAN);
  }
}
