package io.github.jbuild.image.elf;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for libraries in folders, and checks what it finds as the loader does. */
final class LibraryFolders {

  /** Subfolders that glibc before 2.37 looks into; 64-bit ARM has none below glibc-hwcaps. */
  private static final List<String> SUBFOLDERS =
      List.of(
          "tls/aarch64/atomics/",
          "tls/aarch64/",
          "tls/atomics/",
          "tls/",
          "aarch64/atomics/",
          "aarch64/",
          "atomics/",
          "");

  private final FileTree files;
  private final String workdir;
  private final Map<String, List<Place>> places = new HashMap<>();

  LibraryFolders(FileTree files, String workdir) {
    this.files = files;
    this.workdir = workdir;
  }

  /** The first candidate in the folders that is not passed over. */
  @Nullable Candidate search(String name, List<String> folders) {
    for (String folder : folders) {
      for (Place place : places.computeIfAbsent(folder, this::places)) {
        FileEntry entry = files.get(place.real() + name).orElse(null);
        if (entry != null) {
          Candidate found = candidate(place.prefix() + name, entry);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  /** The file of a path, unless it is to be passed over. */
  @Nullable Candidate open(String path) {
    return files.resolve(absolute(path)).map(entry -> candidate(path, entry)).orElse(null);
  }

  private List<Place> places(String folder) {
    String prefix = folder.replaceFirst("/+$", "");
    prefix = folder.isEmpty() ? "" : prefix + "/";
    List<Place> found = new ArrayList<>();
    for (String subfolder : SUBFOLDERS) {
      String path = prefix + subfolder;
      files
          .realPath(absolute(path))
          .filter(
              real ->
                  real.equals("/") || files.get(real).filter(FileEntry::isDirectory).isPresent())
          .ifPresent(real -> found.add(new Place(path, real.equals("/") ? "/" : real + "/")));
    }
    return found;
  }

  private String absolute(String path) {
    return path.startsWith("/") ? path : workdir + "/" + path;
  }

  private @Nullable Candidate candidate(String path, FileEntry entry) {
    FileEntry file = entry.isSymlink() ? files.resolve(entry.path()).orElse(null) : entry;
    if (file == null) {
      return null;
    }
    ElfFile elf = file.content().flatMap(bytes -> bytes.seen(ElfFile.class)).orElse(null);
    if (elf == null) {
      return new Candidate(path, file, null, notElf(file));
    }
    if (!elf.isFor(ElfMachine.AARCH64)) {
      return null;
    }
    String refused = refused(elf);
    return new Candidate(path, file, refused == null ? elf : null, refused);
  }

  /** The same for all names of a file. */
  static String identity(FileEntry file) {
    return file.type() == FileEntry.Type.HARD_LINK
        ? file.target().orElse(file.path())
        : file.path();
  }

  private static String notElf(FileEntry file) {
    if (file.content().isEmpty()) {
      return "it is not a regular file";
    }
    return file.content()
        .flatMap(bytes -> bytes.seen(MalformedElf.class))
        .map(MalformedElf::reason)
        .orElse("it is not an ELF file");
  }

  private static @Nullable String refused(ElfFile elf) {
    if (elf.type() != ElfFile.Type.DYN || elf.pie()) {
      return "it is not a shared library";
    }
    return elf.dynamic() ? null : "it has no dynamic section";
  }

  /**
   * A folder to look into.
   *
   * @param prefix its path as written, with a slash at the end
   * @param real its path in the image, with a slash at the end
   */
  private record Place(String prefix, String real) {}

  /**
   * A file that the loader stops at.
   *
   * @param elfOrNull null if the loader gives up on it
   * @param refusedOrNull why it does
   */
  record Candidate(
      String path, FileEntry file, @Nullable ElfFile elfOrNull, @Nullable String refusedOrNull) {}
}
