package io.github.jbuild.context;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The tar stream of a build context, as the docker CLI makes it: owner and group 0, modes and times
 * (whole seconds) kept, hard links kept, PAX headers where ustar does not suffice (long names,
 * names that are not ASCII, 8 GiB and more). The same files give the same bytes. Memory does not
 * grow with what the files hold.
 *
 * <p>Not kept: extended attributes, of which docker would send {@code security.capability}; Java
 * cannot read it.
 */
public final class ContextTar {

  private static final int CHUNK = 256 * 1024;
  private static final String IGNORE_FILE = ".dockerignore";

  private final TarArchiveOutputStream tar;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private final Map<Object, String> names = new HashMap<>();

  private ContextTar(OutputStream out) {
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /**
   * Writes the context, further files first.
   *
   * @param extraFiles files that are not in the folder, such as the Dockerfile, by path; {@code
   *     .dockerignore} replaces the folder's own
   * @param out receives the stream; flushed, but not closed
   * @param progress receives the number of bytes written so far, now and then and at the end
   * @throws JbuildException {@code INVALID_INPUT}, before anything is written, if an extra file has
   *     the path of one in the context; {@code ENVIRONMENT} if a file changes, vanishes or cannot
   *     be read meanwhile
   * @throws IOException if {@code out} does
   */
  public static void write(
      BuildContext context, Map<String, byte[]> extraFiles, OutputStream out, LongConsumer progress)
      throws IOException {
    refuseClashes(context, extraFiles.keySet());
    CountingSink sink = new CountingSink(out, CHUNK, progress);
    ContextTar writer = new ContextTar(sink);
    for (Map.Entry<String, byte[]> extra : new TreeMap<>(extraFiles).entrySet()) {
      writer.addExtra(extra.getKey(), extra.getValue());
    }
    for (ContextEntry entry : context.entries()) {
      if (!(entry.path().equals(IGNORE_FILE) && extraFiles.containsKey(IGNORE_FILE))) {
        writer.add(entry);
      }
    }
    writer.tar.finish();
    sink.flush();
  }

  /**
   * The extra files that hand the engine a Dockerfile which no COPY sees. The engine takes a
   * Dockerfile out of the context when the {@code .dockerignore} in the tar names it, so one is
   * sent that does, made as the docker CLI makes it for a Dockerfile from outside the context.
   *
   * @param path the path of the Dockerfile in the tar, which no file of the context may have
   * @throws JbuildException {@code ENVIRONMENT} if the folder's {@code .dockerignore} cannot be
   *     read
   */
  public static Map<String, byte[]> dockerfile(BuildContext context, String path, byte[] content) {
    ByteArrayOutputStream rules = new ByteArrayOutputStream();
    String added = IGNORE_FILE;
    for (ContextEntry entry : context.entries()) {
      if (entry.path().equals(IGNORE_FILE)) {
        try {
          rules.writeBytes(Files.readAllBytes(entry.file()));
        } catch (IOException e) {
          throw ContextWalk.unreadable(entry.file(), e);
        }
        added = "";
      }
    }
    rules.writeBytes((added + "\n" + path + "\n").getBytes(StandardCharsets.UTF_8));
    return Map.of(path, content, IGNORE_FILE, rules.toByteArray());
  }

  private static void refuseClashes(BuildContext context, Set<String> extraFiles) {
    for (ContextEntry entry : context.entries()) {
      boolean isFolder = entry.kind() == ContextEntry.Kind.FOLDER;
      for (String extra : extraFiles) {
        boolean same = entry.path().equals(extra) && !extra.equals(IGNORE_FILE);
        if (same || (!isFolder && extra.startsWith(entry.path() + "/"))) {
          throw JbuildException.of(
                  Kind.INVALID_INPUT,
                  "the context already has a file where jbuild puts \""
                      + extra
                      + "\": "
                      + entry.file())
              .hint("rename it, or add it to .dockerignore if the image does not need it");
        }
      }
    }
  }

  private void addExtra(String path, byte[] content) throws IOException {
    TarArchiveEntry header = header(path, TarConstants.LF_NORMAL, 0644, 0);
    header.setSize(content.length);
    begin(header, 0);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void add(ContextEntry entry) throws IOException {
    String first = entry.inodeOrNull() == null ? null : names.get(entry.inodeOrNull());
    if (entry.kind() == ContextEntry.Kind.FILE && first == null) {
      addFile(entry);
      return;
    }
    byte type =
        switch (entry.kind()) {
          case FOLDER -> TarConstants.LF_DIR;
          case LINK -> TarConstants.LF_SYMLINK;
          case FILE -> TarConstants.LF_LINK;
        };
    String name = type == TarConstants.LF_DIR ? entry.path() + "/" : entry.path();
    TarArchiveEntry header = header(name, type, entry.mode(), entry.modified());
    @Nullable String target = first == null ? entry.targetOrNull() : first;
    if (target != null) {
      header.setLinkName(target);
    }
    begin(header, entry.modified());
    tar.closeArchiveEntry();
  }

  private void addFile(ContextEntry entry) throws IOException {
    TarArchiveEntry header =
        header(entry.path(), TarConstants.LF_NORMAL, entry.mode(), entry.modified());
    header.setSize(entry.size());
    try (FileChannel file = open(entry)) {
      begin(header, entry.modified());
      copy(entry, file);
      tar.closeArchiveEntry();
    }
    if (entry.inodeOrNull() != null) {
      names.put(entry.inodeOrNull(), entry.path());
    }
  }

  private void begin(TarArchiveEntry header, long modified) throws IOException {
    byte[] records =
        PaxRecords.of(header.getName(), header.getLinkName(), header.getSize(), modified);
    if (records.length > 0) {
      TarArchiveEntry pax = header("PaxHeader", TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0644, 0);
      pax.setSize(records.length);
      tar.putArchiveEntry(pax);
      tar.write(records);
      tar.closeArchiveEntry();
    }
    tar.putArchiveEntry(header);
  }

  private static TarArchiveEntry header(String name, byte type, int mode, long modified) {
    TarArchiveEntry header = new TarArchiveEntry(name, type);
    header.setMode(mode);
    header.setModTime(FileTime.from(java.time.Instant.ofEpochSecond(Math.max(0, modified))));
    header.setIds(0, 0);
    header.setNames("", "");
    return header;
  }

  private static FileChannel open(ContextEntry entry) {
    try {
      return FileChannel.open(entry.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw ContextWalk.unreadable(entry.file(), e);
    }
  }

  /** Copies exactly as many bytes as the header says. */
  private void copy(ContextEntry entry, FileChannel file) throws IOException {
    for (long left = entry.size(); ; ) {
      int count = read(entry, file);
      if (count < 0 && left == 0) {
        return;
      }
      if (count < 0 || count > left) {
        throw JbuildException.of(
                Kind.ENVIRONMENT,
                "build context: the file "
                    + (count < 0 ? "shrank" : "grew")
                    + " while being sent: "
                    + entry.file())
            .hint("build again when nothing is writing to it, or add it to .dockerignore");
      }
      tar.write(buffer.array(), 0, count);
      left -= count;
    }
  }

  private int read(ContextEntry entry, FileChannel file) {
    try {
      return file.read(buffer.clear());
    } catch (IOException e) {
      throw ContextWalk.unreadable(entry.file(), e);
    }
  }
}
