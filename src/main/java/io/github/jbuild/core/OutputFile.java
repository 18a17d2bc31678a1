package io.github.jbuild.core;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody named for a result. A regular file is replaced as a whole or left as it is:
 * it is written under another name in its directory, then moved. It keeps its mode and owner; a new
 * one can be read by everybody. A symlink is followed. A file with more than one hard link, or in a
 * directory where nothing can be added, is written in place. Devices and pipes are written to.
 */
public final class OutputFile implements Closeable {

  private static final int MAX_LINKS = 40;
  private static final Set<PosixFilePermission> NEW_FILE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private final Path target;
  private final @Nullable Path part;
  private final OutputStream out;

  private OutputFile(Path target, @Nullable Path part, OutputStream out) {
    this.target = target;
    this.part = part;
    this.out = out;
  }

  /**
   * Opens a file for writing.
   *
   * @throws IOException if it cannot be written; nothing has changed then
   */
  public static OutputFile open(Path file) throws IOException {
    if (isStandardOutput(file)) {
      return new OutputFile(file, null, standardOutput());
    }
    Path target = followed(file);
    if (!Files.exists(target)) {
      return beside(target, null);
    }
    if (!Files.isRegularFile(target)) {
      return new OutputFile(file, null, Files.newOutputStream(file, StandardOpenOption.WRITE));
    }
    PosixFileAttributes before = Files.readAttributes(target, PosixFileAttributes.class);
    if (before.permissions().stream().noneMatch(WRITE::contains) || !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString(), null, "the file is read-only");
    }
    boolean linked = (int) Files.getAttribute(target, "unix:nlink") > 1;
    return linked || !Files.isWritable(target.getParent())
        ? inPlace(target)
        : beside(target, before);
  }

  /**
   * Makes sure that a file can be written, before long work. Changes nothing.
   *
   * @throws IOException with the reason, if it cannot
   */
  public static void requireWritable(Path file) throws IOException {
    if (isStandardOutput(file)) {
      return;
    }
    Path target = followed(file);
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "it is a directory");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, folder + " does not exist");
    }
    if (!Files.exists(target)) {
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(file.toString(), null, folder + " is not writable");
      }
      return;
    }
    boolean readOnly =
        Files.isRegularFile(target)
            && Files.getPosixFilePermissions(target).stream().noneMatch(WRITE::contains);
    if (readOnly || !Files.isWritable(target)) {
      throw new AccessDeniedException(file.toString(), null, "the file is read-only");
    }
  }

  /** Why a file could not be written, without the file's name. */
  public static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  /** Whether a path is a name of standard output. */
  private static boolean isStandardOutput(Path file) {
    return Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1").contains(file.toString());
  }

  /** Standard output, which stays open. */
  private static OutputStream standardOutput() {
    return new FilterOutputStream(new FileOutputStream(FileDescriptor.out)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  /** Where the symlinks at the end of a path lead, whether or not something is there. */
  private static Path followed(Path file) throws IOException {
    Path at = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemException(file.toString(), null, "too many symlinks");
      }
      if (Files.exists(at) && !Files.isRegularFile(at)) {
        return at;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at.normalize();
  }

  private static OutputFile inPlace(Path target) throws IOException {
    return new OutputFile(
        target,
        null,
        Files.newOutputStream(
            target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
  }

  private static OutputFile beside(Path target, @Nullable PosixFileAttributes before)
      throws IOException {
    Path part = Files.createTempFile(target.getParent(), ".jbuild-", ".part");
    try {
      if (before != null && !own(part, before)) {
        Files.delete(part);
        return inPlace(target);
      }
      Files.setPosixFilePermissions(part, before == null ? NEW_FILE : before.permissions());
      return new OutputFile(
          target, part, Files.newOutputStream(part, StandardOpenOption.TRUNCATE_EXISTING));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /** Gives a file the owner and the group of another; false where that is not permitted. */
  private static boolean own(Path part, PosixFileAttributes other) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(part, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributes mine = view.readAttributes();
    try {
      if (!mine.owner().equals(other.owner())) {
        view.setOwner(other.owner());
      }
      if (!mine.group().equals(other.group())) {
        view.setGroup(other.group());
      }
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  /** Takes the file's bytes. */
  public OutputStream stream() {
    return out;
  }

  /**
   * The file is complete: it gets its name.
   *
   * @throws IOException if that fails; the file of that name is left as it was
   */
  public void commit() throws IOException {
    out.close();
    if (part != null) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing behind of what was not committed. */
  @Override
  public void close() throws IOException {
    try (out) {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    }
  }
}
