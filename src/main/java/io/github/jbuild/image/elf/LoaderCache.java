package io.github.jbuild.image.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ldconfig wrote into {@code /etc/ld.so.cache} for 64-bit aarch64 (glibc, {@code
 * sysdeps/generic/dl-cache.h}): the format of glibc 2.2 and newer, alone or behind the older one.
 * Like the loader it has no error for a broken cache: what cannot be read is not in it.
 */
public final class LoaderCache {

  private static final String OLD_MAGIC = "ld.so-1.7.0";
  private static final String MAGIC = "glibc-ld.so.cache1.1";
  private static final int OLD_HEADER = 16;
  private static final int OLD_ENTRY = 12;
  private static final int HEADER = 48;
  private static final int ENTRY = 24;

  /** FLAG_AARCH64_LIB64 | FLAG_ELF_LIBC6. */
  private static final int AARCH64 = 0x0a03;

  /** Folders {@code tls} and {@code atomics}, which aarch64 processors of Jetson are good for. */
  private static final long SUPPORTED_HWCAPS = 1L << 63 | 1L << 8;

  /** Longest path on Linux. */
  private static final int MAX_PATH = 4096;

  private final Map<String, String> paths;

  private LoaderCache(Map<String, String> paths) {
    this.paths = paths;
  }

  /** Reads a cache. */
  public static LoaderCache read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int start = 0;
    if (begins(bytes, 0, OLD_MAGIC) && file.length >= OLD_HEADER) {
      long count = Integer.toUnsignedLong(bytes.getInt(OLD_HEADER - 4));
      long end = OLD_HEADER + count * OLD_ENTRY;
      start = (int) Math.min(file.length, (end + 7) / 8 * 8);
    }
    Map<String, String> paths = new LinkedHashMap<>();
    if (begins(bytes, start, MAGIC) && file.length - start >= HEADER) {
      long count = Integer.toUnsignedLong(bytes.getInt(start + MAGIC.length()));
      long fitting = Math.min(count, (file.length - start - HEADER) / ENTRY);
      for (int i = 0; i < fitting; i++) {
        add(paths, bytes, start, start + HEADER + i * ENTRY);
      }
    }
    return new LoaderCache(paths);
  }

  private static void add(Map<String, String> paths, ByteBuffer bytes, int start, int entry) {
    long hwcap = bytes.getLong(entry + 16);
    if (bytes.getInt(entry) == AARCH64 && (hwcap & ~SUPPORTED_HWCAPS) == 0) {
      String name = string(bytes, start, bytes.getInt(entry + 4));
      String path = string(bytes, start, bytes.getInt(entry + 8));
      if (!name.isEmpty() && !path.isEmpty()) {
        // ldconfig sorts the best one of a name to the front
        paths.putIfAbsent(name, path);
      }
    }
  }

  private static boolean begins(ByteBuffer bytes, int at, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
    return bytes.capacity() - at >= wanted.length
        && bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted));
  }

  private static String string(ByteBuffer bytes, int start, int offset) {
    if (offset < 0 || offset >= bytes.capacity() - start) {
      return "";
    }
    int from = start + offset;
    int limit = Math.min(bytes.capacity(), from + MAX_PATH);
    for (int end = from; end < limit; end++) {
      if (bytes.get(end) == 0) {
        byte[] text = new byte[end - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** A cache that knows nothing. */
  public static LoaderCache empty() {
    return new LoaderCache(Map.of());
  }

  /** The path of a library. */
  public Optional<String> path(String name) {
    return Optional.ofNullable(paths.get(name));
  }

  /** All paths in it. */
  public List<String> paths() {
    return new ArrayList<>(paths.values());
  }
}
