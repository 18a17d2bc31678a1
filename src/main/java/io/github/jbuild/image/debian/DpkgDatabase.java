package io.github.jbuild.image.debian;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database of dpkg in an image (dpkg(1), "FILES"): {@code /var/lib/dpkg/status}, or {@code
 * status.d} as in images without dpkg, and the file lists in {@code info}. What is damaged or was
 * not kept is as if it were not there.
 */
public final class DpkgDatabase {

  static final String FOLDER = "/var/lib/dpkg/";
  static final String STATUS = FOLDER + "status";
  static final String STATUS_PARTS = FOLDER + "status.d";
  static final String INFO = FOLDER + "info";

  private static final long MAX_KIBIBYTES = 1L << 40;

  private final List<DpkgPackage> packages;
  private final Map<String, DpkgPackage> owners = new HashMap<>();

  private DpkgDatabase(List<DpkgPackage> packages) {
    this.packages = packages;
    packages.forEach(each -> each.files().forEach(path -> owners.putIfAbsent(path, each)));
  }

  /** The database of a file system, read with {@link KeptPaths}. */
  public static DpkgDatabase in(FileTree files) {
    List<Map<String, String>> stanzas = new ArrayList<>();
    text(files.resolve(STATUS)).ifPresent(text -> ControlFile.read(text, stanzas::add));
    for (FileEntry part : files.list(STATUS_PARTS)) {
      if (!part.name().endsWith(".md5sums")) {
        text(Optional.of(part)).ifPresent(text -> ControlFile.read(text, stanzas::add));
      }
    }
    InstalledFiles installed = new InstalledFiles(files);
    return new DpkgDatabase(
        stanzas.stream()
            .filter(DpkgDatabase::isInstalled)
            .map(fields -> read(fields, files, installed))
            .sorted(
                Comparator.comparing(DpkgPackage::name).thenComparing(DpkgPackage::architecture))
            .toList());
  }

  /** What is installed, by name. */
  public List<DpkgPackage> packages() {
    return packages;
  }

  /** The package that installed the file of exactly this path. */
  public Optional<DpkgPackage> owner(String path) {
    return Optional.ofNullable(owners.get(path));
  }

  /** "deinstall ok config-files" has left only its configuration; status.d has no such field. */
  private static boolean isInstalled(Map<String, String> fields) {
    return fields.containsKey("package")
        && fields.getOrDefault("status", "install ok installed").endsWith(" installed");
  }

  private static DpkgPackage read(
      Map<String, String> fields, FileTree files, InstalledFiles installed) {
    String name = fields.getOrDefault("package", "");
    String architecture = fields.getOrDefault("architecture", "");
    String source = fields.getOrDefault("source", name);
    int version = source.indexOf(" (");
    return new DpkgPackage(
        name,
        architecture,
        fields.getOrDefault("version", ""),
        version < 0 ? source : source.substring(0, version),
        kibibytes(fields.getOrDefault("installed-size", "")) * 1024,
        text(files.get(INFO + "/" + name + ":" + architecture + ".list"))
            .or(() -> text(files.get(INFO + "/" + name + ".list")))
            .map(installed::of)
            .orElse(List.of()));
  }

  private static long kibibytes(String text) {
    try {
      return Math.min(MAX_KIBIBYTES, Math.max(0, Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Optional<String> text(Optional<FileEntry> file) {
    return file.flatMap(FileEntry::content)
        .flatMap(content -> content.seen(KeptBytes.class))
        .map(KeptBytes::text);
  }
}
