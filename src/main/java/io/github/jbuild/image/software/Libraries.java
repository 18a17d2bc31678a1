package io.github.jbuild.image.software;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.debian.DpkgPackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of shared libraries, from the names of their real files. A copy under a shorter name, as
 * {@code libcudnn.so.9} where {@code libcudnn.so.9.3.0} was copied through a link, has the version
 * of the longest name.
 */
final class Libraries {

  private static final String GDAL = "libgdal";

  private record Library(String product, String version, String path) {}

  private final DpkgDatabase dpkg;
  private final Map<Digest, List<Library>> found = new HashMap<>();

  Libraries(DpkgDatabase dpkg) {
    this.dpkg = dpkg;
  }

  /** Looks at a file. */
  void look(FileEntry file) {
    if (file.name().startsWith("lib")) {
      VersionedName.of(file.name()).ifPresent(name -> look(file, name));
    }
  }

  private void look(FileEntry file, VersionedName name) {
    Optional<String> product =
        name.stem().equals(GDAL)
            ? Optional.of("GDAL")
            : LibraryFamily.of(file.name())
                .filter(family -> family.listed() && family.isMain(name))
                .map(LibraryFamily::name);
    String version = name.stem().equals(GDAL) ? gdal(file, name.version()) : name.version();
    file.content()
        .ifPresent(
            content ->
                product.ifPresent(
                    what ->
                        found
                            .computeIfAbsent(content.sha256(), key -> new ArrayList<>())
                            .add(new Library(what, version, file.path()))));
  }

  /** What was found, one component for each version of a product. */
  List<Component> components() {
    return found.values().stream()
        .map(
            copies ->
                copies.stream()
                    .max(
                        Comparator.<Library>comparingInt(copy -> copy.version().length())
                            .thenComparing(Library::path, Comparator.reverseOrder()))
                    .orElseThrow())
        .map(library -> new Component(library.product(), library.version(), "", library.path()))
        .toList();
  }

  /**
   * CMake's builds of GDAL name the file libgdal.so.SOVERSION.VERSION; those of autotools before
   * 3.5 have libtool's three numbers, which do not show it.
   */
  private String gdal(FileEntry file, String version) {
    int dot = version.indexOf('.');
    return version.chars().filter(c -> c == '.').count() >= 3
        ? version.substring(dot + 1)
        : dpkg.owner(file.path()).map(DpkgPackage::upstreamVersion).orElse("so " + version);
  }
}
