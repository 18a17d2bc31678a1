package io.github.jbuild.image.python;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The RECORD of a pinned wheel, to prove that an installed distribution is that wheel. */
public final class PinnedRecord {

  /** What installers add to a metadata folder; uv_cache.json is uv's, the rest is standard. */
  private static final Set<String> ADDED_METADATA =
      Set.of("INSTALLER", "REQUESTED", "direct_url.json", "RECORD", "uv_cache.json");

  /** What no RECORD has a hash for, and no installer copies. */
  private static final Set<String> SIGNATURES = Set.of("RECORD", "RECORD.jws", "RECORD.p7s");

  private final List<RecordRow> rows;

  private PinnedRecord(List<RecordRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads the RECORD of a wheel.
   *
   * @param wheel the file
   * @param sha256 its pinned hash
   * @throws JbuildException of kind MISMATCH when the file has another hash, INVALID_INPUT when it
   *     is not a wheel, ENVIRONMENT when it cannot be read
   */
  public static PinnedRecord read(Path wheel, Digest sha256) {
    return new PinnedRecord(new WheelFile(wheel).record(sha256));
  }

  /** The rows of the wheel's RECORD. */
  public List<RecordRow> rows() {
    return rows;
  }

  /**
   * How the RECORD of an installed distribution differs from the wheel's: rows of the wheel that
   * are missing or have another hash, in their order, then rows that were added. What an installer
   * adds by itself is not a difference: its notes, byte code, scripts.
   */
  public List<RecordDifference> compare(Distribution installed) {
    Map<String, RecordRow> there = new HashMap<>();
    installed.record().forEach(row -> there.put(place(row), row));
    Set<RecordRow> matched = new HashSet<>();
    List<RecordDifference> differences = new ArrayList<>();
    for (RecordRow row : rows) {
      if (metadata(row.path()).filter(SIGNATURES::contains).isEmpty()) {
        RecordRow match = there.get(installedPlace(row.path(), there.keySet()));
        if (match != null) {
          matched.add(match);
        }
        difference(row, match)
            .ifPresent(kind -> differences.add(new RecordDifference(row.path(), kind)));
      }
    }
    installed.record().stream()
        .filter(row -> !matched.contains(row) && !isInstallers(row))
        .map(row -> new RecordDifference(row.path(), RecordDifference.Kind.ADDED))
        .forEach(differences::add);
    return List.copyOf(differences);
  }

  private static Optional<RecordDifference.Kind> difference(
      RecordRow row, @Nullable RecordRow match) {
    if (match == null) {
      return Optional.of(RecordDifference.Kind.MISSING);
    }
    // an installer rewrites the first line of a script that says #!python
    boolean script = row.path().contains(".data/scripts/");
    boolean same = script || row.sha256().isEmpty() || row.sha256().equals(match.sha256());
    return same ? Optional.empty() : Optional.of(RecordDifference.Kind.HASH);
  }

  /** The name of a file in a top-level metadata folder. */
  private static Optional<String> metadata(String path) {
    int slash = path.indexOf('/');
    return slash > 0 && path.startsWith(".dist-info", slash - ".dist-info".length())
        ? Optional.of(path.substring(slash + 1))
        : Optional.empty();
  }

  private static boolean isInstallers(RecordRow row) {
    return row.isByteCode()
        || place(row).startsWith("../bin/")
        || metadata(row.path()).filter(ADDED_METADATA::contains).isPresent();
  }

  /** Where an installed row is: below the site folder, or {@code ../} and below the prefix. */
  private static String place(RecordRow row) {
    return row.path().startsWith("../")
        ? row.path().substring(row.path().lastIndexOf("../"))
        : row.path();
  }

  /** Where a file of a wheel is installed ("The .data directory"). */
  private static String installedPlace(String path, Set<String> places) {
    int data = path.indexOf(".data/");
    if (data < 0 || path.indexOf('/') != data + ".data".length()) {
      return path;
    }
    String scheme = path.substring(data + ".data/".length());
    String file = scheme.substring(scheme.indexOf('/') + 1);
    return switch (scheme.substring(0, Math.max(0, scheme.indexOf('/')))) {
      case "purelib", "platlib" -> file;
      case "scripts" -> "../bin/" + file;
      // below include, in a folder that depends on the interpreter's build
      case "headers" ->
          places.stream()
              .filter(place -> place.startsWith("../include/") && place.endsWith("/" + file))
              .findFirst()
              .orElse(path);
      default -> "../" + file;
    };
  }
}
