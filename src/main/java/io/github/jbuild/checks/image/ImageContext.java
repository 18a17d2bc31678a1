package io.github.jbuild.checks.image;

import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.facts.LoaderFacts;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.elf.Closure;
import io.github.jbuild.image.elf.Dependency;
import io.github.jbuild.image.elf.ElfFile;
import io.github.jbuild.image.elf.ElfMachine;
import io.github.jbuild.image.elf.HostLibraries;
import io.github.jbuild.image.elf.Loader;
import io.github.jbuild.image.elf.LoaderEnvironment;
import io.github.jbuild.image.elf.MalformedElf;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.image.python.PythonEnvironments;
import io.github.jbuild.image.python.RecordRow;
import io.github.jbuild.image.software.SoftwareTable;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.ProjectNames;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An image and what several checks ask of it, each found out once. */
public final class ImageContext {

  private final Image image;
  private final List<Elf> elfFiles = new ArrayList<>();
  private final Map<String, ElfFile> elfByPath = new HashMap<>();
  private final Map<String, MalformedElf> malformed = new TreeMap<>();
  private final List<PythonEnvironment> python;
  private final DpkgDatabase dpkg;
  private final Loader loader;
  private final SoftwareTable software;
  private @Nullable Set<String> recordedOrNull;

  /**
   * An image.
   *
   * @param image read with an {@code ImageInspector}
   * @param facts say which libraries the host provides
   */
  public ImageContext(Image image, ImageFacts facts) {
    this.image = image;
    List<String> injected =
        facts.loader().injected().stream().map(LoaderFacts.Named::name).toList();
    this.loader =
        Loader.of(image.files(), LoaderEnvironment.of(image.config(), HostLibraries.of(injected)));
    image.files().forEach(this::collect);
    elfFiles.sort(Comparator.comparing(Elf::path));
    this.python = PythonEnvironments.in(image.files(), image.config().env());
    this.dpkg = DpkgDatabase.in(image.files());
    this.software = SoftwareTable.of(image.files(), dpkg, python);
  }

  /**
   * An ELF file.
   *
   * @param path its absolute path; a file with several names is here once
   */
  public record Elf(String path, ElfFile elf) {}

  /** The image. */
  public Image image() {
    return image;
  }

  /** Its configuration. */
  public ImageConfig config() {
    return image.config();
  }

  /** Its file system. */
  public FileTree files() {
    return image.files();
  }

  /** Its ELF files, by path. */
  public List<Elf> elfFiles() {
    return List.copyOf(elfFiles);
  }

  /** Files that begin as ELF files do and cannot be read as such. */
  public Map<String, MalformedElf> malformedElf() {
    return malformed;
  }

  /** The ELF file behind a path. */
  public Optional<ElfFile> elf(String path) {
    return files().realPath(path).map(elfByPath::get);
  }

  /** What the loader loads for a file; nothing for one that it does not load. */
  Optional<Closure> closure(String path) {
    return files().resolve(path).flatMap(loader::closure);
  }

  /** Whether a program that opens a library by name gets it. */
  boolean loaderFinds(String soname) {
    ElfFile program =
        new ElfFile(
            64,
            ByteOrder.LITTLE_ENDIAN,
            ElfMachine.AARCH64,
            ElfFile.Type.DYN,
            true,
            null,
            null,
            List.of(soname),
            List.of(),
            List.of(),
            0,
            List.of(),
            false,
            List.of());
    FileEntry file =
        new FileEntry(
            "/",
            "program",
            FileEntry.Type.FILE,
            new FileEntry.Attributes(0755, 0, 0),
            null,
            new FileEntry.Content(0, new byte[32], program));
    return loader
        .closure(file)
        .filter(
            closure ->
                closure.dependencies().stream()
                    .anyMatch(
                        found ->
                            found.name().equals(soname)
                                && found.status() == Dependency.Status.FOUND))
        .isPresent();
  }

  /** Its Python environments. */
  public List<PythonEnvironment> python() {
    return python;
  }

  /** A Python distribution of the first environment that has it. */
  public Optional<Distribution> distribution(String name) {
    return python.stream().flatMap(environment -> environment.find(name).stream()).findFirst();
  }

  /** More metadata of a distribution besides the one that counts; Python may use either. */
  public List<Distribution> duplicates(String name) {
    String normalized = ProjectNames.normalized(name);
    return python.stream()
        .flatMap(environment -> environment.duplicates().stream())
        .filter(again -> again.normalizedName().equals(normalized))
        .toList();
  }

  /** Its software and the versions. */
  public SoftwareTable software() {
    return software;
  }

  /** The text of a small file, if the image has it and its bytes were kept. */
  public Optional<String> text(String path) {
    return files()
        .resolve(path)
        .flatMap(FileEntry::content)
        .flatMap(content -> content.seen(KeptBytes.class))
        .map(KeptBytes::text);
  }

  /** Whether a distribution came with a Debian package; what apt changes in it is not wrong. */
  boolean fromDebian(Distribution distribution) {
    return distribution.siteFolder().equals("/usr/lib/python3/dist-packages")
        || fromDebian(distribution.metadataPath())
        || fromDebian(distribution.metadataPath() + "/METADATA")
        || fromDebian(distribution.metadataPath() + "/PKG-INFO");
  }

  /** Whether a Debian package installed the file of a path. */
  boolean fromDebian(String path) {
    return dpkg.owner(path).isPresent();
  }

  /** Whether one Debian package installed the files of both paths. */
  boolean fromOnePackage(String path, String other) {
    return dpkg.owner(path).isPresent() && dpkg.owner(path).equals(dpkg.owner(other));
  }

  /** The version of the C library, for tags such as manylinux_2_28; null when it is not known. */
  @Nullable Pep440Version glibc() {
    return dpkg.packages().stream()
        .filter(installed -> installed.name().equals("libc6"))
        .map(installed -> installed.version().replaceAll("-.*|^[0-9]+:", ""))
        .flatMap(version -> Pep440Version.tryParse(version).stream())
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether a file came with a Python distribution, unchanged, or with a Debian package. What is
   * under /etc is made to be changed, so that its owner says nothing of its content.
   */
  boolean packaged(FileEntry file) {
    return (fromDebian(file.path()) && !file.path().startsWith("/etc/"))
        || recorded().contains(file.path() + file.content().map(c -> c.sha256().hex()).orElse(""));
  }

  private Set<String> recorded() {
    if (recordedOrNull == null) {
      Set<String> files = new HashSet<>();
      for (PythonEnvironment environment : python) {
        for (Distribution distribution : environment.all()) {
          for (RecordRow row : distribution.record()) {
            row.sha256()
                .ifPresent(
                    hash -> files.add(distribution.siteFolder() + "/" + row.path() + hash.hex()));
          }
        }
      }
      recordedOrNull = files;
    }
    return recordedOrNull;
  }

  private void collect(FileEntry file) {
    if (file.content().isPresent()) {
      FileEntry.Content content = file.content().get();
      content
          .seen(ElfFile.class)
          .ifPresent(
              elf -> {
                if (file.isFile()) {
                  elfFiles.add(new Elf(file.path(), elf));
                }
                elfByPath.put(file.path(), elf);
              });
      content.seen(MalformedElf.class).ifPresent(elf -> malformed.put(file.path(), elf));
    }
  }
}
