package io.github.jbuild.image.python;

import io.github.jbuild.core.Digest;
import io.github.jbuild.python.Cursor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads a RECORD: CSV rows of path, hash and size. */
final class RecordFile {

  /** As many problems as a reader takes in; the rest is counted. */
  private static final int MAX_PROBLEMS = 10;

  private static final String SHA256 = "sha256=";

  private static final int HEX_LENGTH = 64;

  private final List<RecordRow> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int more;

  private RecordFile() {}

  /** Reads all rows; a malformed one becomes a problem, and what can be read of it a row. */
  static RecordFile read(String text) {
    RecordFile file = new RecordFile();
    CsvRows.forEach(text, file::add);
    if (file.more > 0) {
      file.problems.add("RECORD: " + file.more + " more rows are malformed");
    }
    return file;
  }

  List<RecordRow> rows() {
    return rows;
  }

  List<String> problems() {
    return problems;
  }

  private void add(int line, List<String> fields) {
    String path = fields.get(0);
    if (fields.size() != 3 || path.isEmpty()) {
      problem(line, "has " + fields.size() + " fields, not path, hash and size");
    }
    if (path.isEmpty()) {
      return;
    }
    String hash = fields.size() > 1 ? fields.get(1) : "";
    Optional<Digest> sha256 = sha256(hash);
    if (sha256.isEmpty() && !hash.isEmpty()) {
      problem(line, "has no SHA-256 but " + Cursor.shown(shortened(hash)));
    }
    rows.add(new RecordRow(path, sha256.orElse(null), size(line, fields)));
  }

  private long size(int line, List<String> fields) {
    String size = fields.size() > 2 ? fields.get(2) : "";
    boolean digits = size.chars().allMatch(c -> Cursor.isDigit((char) c)) && size.length() < 19;
    if (!digits) {
      problem(line, "has no size but " + Cursor.shown(shortened(size)));
    }
    return digits && !size.isEmpty() ? Long.parseLong(size) : -1;
  }

  private void problem(int line, String what) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add("RECORD: row " + line + " " + what);
    } else {
      more++;
    }
  }

  /**
   * A hash of a RECORD: {@code sha256=} and URL-safe base64 without padding; Debian's packages have
   * hexadecimal digits instead.
   */
  private static Optional<Digest> sha256(String hash) {
    if (!hash.startsWith(SHA256)) {
      return Optional.empty();
    }
    String value = hash.substring(SHA256.length());
    try {
      byte[] bytes =
          value.length() == HEX_LENGTH
              ? HexFormat.of().parseHex(value)
              : Base64.getUrlDecoder().decode(value);
      return bytes.length == HEX_LENGTH / 2
          ? Optional.of(new Digest(HexFormat.of().formatHex(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
