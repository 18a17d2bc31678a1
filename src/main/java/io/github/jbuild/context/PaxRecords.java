package io.github.jbuild.context;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What of a tar header does not fit into ustar, as a PAX extended header (POSIX.1-2017, pax, "pax
 * Extended Header"). Commons Compress writes such headers too, but puts the user's name into them.
 */
final class PaxRecords {

  /** Bytes of a name or a link's target in a ustar header. */
  private static final int NAME = 100;

  /** The largest size or time in eleven octal digits. */
  private static final long NUMBER = 077777777777L;

  private PaxRecords() {}

  /** The records; empty when ustar suffices. */
  static byte[] of(String name, String target, long size, long modified) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    if (!fits(name)) {
      add(records, "path", name);
    }
    if (!fits(target)) {
      add(records, "linkpath", target);
    }
    if (size > NUMBER) {
      add(records, "size", Long.toString(size));
    }
    if (modified < 0 || modified > NUMBER) {
      add(records, "mtime", Long.toString(modified));
    }
    return records.toByteArray();
  }

  private static boolean fits(String text) {
    return text.length() <= NAME && text.chars().allMatch(c -> c < 128);
  }

  /** A record begins with its own length in bytes, which includes the digits of the length. */
  private static void add(ByteArrayOutputStream records, String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length + 1;
    while (length < rest.length + Integer.toString(length).length()) {
      length++;
    }
    records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    records.writeBytes(rest);
  }
}
