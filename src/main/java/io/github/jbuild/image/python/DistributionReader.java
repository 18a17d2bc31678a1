package io.github.jbuild.image.python;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.python.Cursor;
import io.github.jbuild.python.Requirement;
import io.github.jbuild.python.VersionSpecifiers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of a distribution; what is malformed becomes one of its problems. */
final class DistributionReader {

  private final FileTree files;
  private final String siteFolder;
  private final MetadataFolder folder;
  private final Distribution.Kind kind;

  private DistributionReader(FileTree files, String siteFolder, FileEntry entry) {
    this.files = files;
    this.siteFolder = siteFolder;
    this.folder = new MetadataFolder(files, entry);
    this.kind =
        entry.name().endsWith(".dist-info")
            ? Distribution.Kind.DIST_INFO
            : Distribution.Kind.EGG_INFO;
  }

  /** The distribution whose metadata an entry of a site folder is; nothing for other entries. */
  static Optional<Distribution> read(FileTree files, String siteFolder, FileEntry entry) {
    String name = entry.name();
    boolean metadata =
        name.endsWith(".dist-info")
            || name.endsWith(".egg-info")
            || (name.equals("EGG-INFO") && siteFolder.endsWith(".egg"));
    // an interrupted pip's "~orch-2.8.0.dist-info" is not a distribution for pip either
    boolean named = !name.isEmpty() && Cursor.isAlphanumeric(name.charAt(0));
    return metadata && named
        ? Optional.of(new DistributionReader(files, siteFolder, entry).read())
        : Optional.empty();
  }

  private Distribution read() {
    boolean wheel = kind == Distribution.Kind.DIST_INFO;
    String document = wheel ? "METADATA" : "PKG-INFO";
    Optional<String> text = folder.text(document);
    Headers metadata = Headers.read(text.orElse(""));
    if (text.isEmpty() && folder.problems().isEmpty()) {
      folder.problem("it has no " + document);
    }
    RecordFile record = RecordFile.read(wheel ? folder.text("RECORD").orElse("") : "");
    record.problems().forEach(folder::problem);
    DirectUrl url = wheel ? directUrl() : null;
    String name = named(metadata, "Name", 0, text.isPresent());
    String version = named(metadata, "Version", 1, text.isPresent());
    boolean finder = record.rows().stream().anyMatch(row -> row.path().startsWith("__editable__"));
    return new Distribution(
        name,
        version,
        kind,
        siteFolder,
        folder.path(),
        requirements(metadata),
        requiresPython(metadata),
        new TopLevelNames(files, siteFolder).of(record.rows(), topLevelFile()),
        folder.isFolder() && wheel
            ? folder.text("INSTALLER").map(String::strip).orElse(null)
            : null,
        url,
        wheel ? Headers.read(folder.text("WHEEL").orElse("")).all("Tag") : List.of(),
        commands(),
        record.rows(),
        finder || (url != null && url.editable()),
        folder.problems());
  }

  /** A field of the metadata, or what the folder's name says. */
  private String named(Headers metadata, String field, int part, boolean expected) {
    Optional<String> value = metadata.first(field).filter(text -> !text.isEmpty());
    if (value.isEmpty() && expected) {
      folder.problem("its metadata has no " + field);
    }
    String path = folder.path();
    if (path.endsWith("/EGG-INFO")) {
      path = path.substring(0, path.length() - "/EGG-INFO".length());
    }
    String file = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    String[] parts = file.split("-", -1);
    return value.map(Cursor::shown).orElse(part < parts.length ? parts[part] : "");
  }

  private List<Requirement> requirements(Headers metadata) {
    List<String> written = metadata.all("Requires-Dist");
    if (written.isEmpty() && folder.isFolder() && kind == Distribution.Kind.EGG_INFO) {
      written = RequiresTxt.requirements(folder.lines("requires.txt"));
    }
    List<Requirement> requirements = new ArrayList<>();
    for (String text : written) {
      try {
        requirements.add(Requirement.parse(text));
      } catch (JbuildException e) {
        folder.problem("requirement \"" + Cursor.shown(text) + "\": " + e.message());
      }
    }
    return requirements;
  }

  private VersionSpecifiers requiresPython(Headers metadata) {
    try {
      return VersionSpecifiers.parse(metadata.first("Requires-Python").orElse(""));
    } catch (JbuildException e) {
      folder.problem("Requires-Python: " + e.message());
      return VersionSpecifiers.ANY;
    }
  }

  private List<String> topLevelFile() {
    return folder.isFolder() ? folder.lines("top_level.txt") : List.of();
  }

  private @Nullable DirectUrl directUrl() {
    Optional<KeptBytes> json = folder.bytes("direct_url.json");
    try {
      return json.isEmpty() ? null : DirectUrl.read(json.get().bytes());
    } catch (IOException e) {
      folder.problem("direct_url.json: " + firstLine(e));
      return null;
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().map(Cursor::shown).orElse("");
  }

  /** The section console_scripts of entry_points.txt (PyPA, "Entry points specification"). */
  private Map<String, String> commands() {
    Map<String, String> commands = new TreeMap<>();
    boolean wanted = false;
    for (String line : folder.isFolder() ? folder.lines("entry_points.txt") : List.<String>of()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        wanted = line.equals("[console_scripts]");
      } else if (wanted && equals > 0) {
        commands.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return commands;
  }
}
