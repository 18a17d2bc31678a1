package io.github.jbuild.core.file;

import io.github.jbuild.core.pattern.GoPath;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The result of one {@code lstat} of a file.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param size bytes; of a symbolic link, those of its target
 * @param modifiedNanos nanoseconds since 1970
 * @param inodeOrNull device and inode where the file has several names
 */
public record FileStat(int mode, long size, long modifiedNanos, @Nullable Object inodeOrNull) {

  private static final String WANTED = "unix:mode,nlink,size,lastModifiedTime,fileKey";
  private static final int TYPE = 0170000;
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * A name in a folder.
   *
   * @param name its text; with replacement characters where its bytes are not UTF-8
   */
  public record Child(String name, Path file, boolean isUtf8) {}

  /** Asks once, and follows no link. */
  public static FileStat of(Path file) throws IOException {
    Map<String, Object> map = Files.readAttributes(file, WANTED, LinkOption.NOFOLLOW_LINKS);
    boolean shared = map.get("nlink") instanceof Integer names && names > 1;
    return new FileStat(
        map.get("mode") instanceof Integer mode ? mode : 0,
        map.get("size") instanceof Long size ? size : 0,
        map.get("lastModifiedTime") instanceof FileTime time ? nanos(time) : 0,
        shared ? map.get("fileKey") : null);
  }

  /** Times beyond the years 1677 and 2262 become the first or last that fit. */
  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  /** Whether it is a regular file. */
  public boolean isFile() {
    return (mode & TYPE) == 0100000;
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & TYPE) == 0120000;
  }

  /** Whether it is a socket. */
  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  /** Permission bits with setuid, setgid and sticky. */
  public int permissions() {
    return mode & 07777;
  }

  /** What a folder holds, by the bytes of the names. */
  public static List<Child> list(Path folder) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path file : stream) {
        Path name = file.getFileName();
        if (name != null) {
          children.add(child(name, file));
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    children.sort((a, b) -> GoPath.compare(a.name, b.name));
    return children;
  }

  private static Child child(Path name, Path file) {
    String decoded = name.toString();
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return new Child(decoded, file, true);
    }
    byte[] bytes = bytes(name);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean isUtf8 = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    return new Child(text, file, isUtf8);
  }

  /** A link's target as written. */
  public static String target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String decoded = target.toString();
    return decoded.indexOf(REPLACEMENT) < 0
        ? decoded
        : new String(bytes(target), StandardCharsets.UTF_8);
  }

  /**
   * The bytes of a path, whatever the locale: in the C locale Java decodes names as ASCII and puts
   * replacement characters, but keeps the bytes, and a URI shows them.
   */
  private static byte[] bytes(Path path) {
    String uri = path.getFileSystem().getPath("/").resolve(path).toUri().getRawPath();
    byte[] bytes =
        URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
            .getBytes(StandardCharsets.ISO_8859_1);
    boolean slashAdded = bytes[bytes.length - 1] == '/' && !path.toString().endsWith("/");
    return Arrays.copyOfRange(
        bytes, path.isAbsolute() ? 0 : 1, bytes.length - (slashAdded ? 1 : 0));
  }
}
