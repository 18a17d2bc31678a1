package io.github.jbuild.compare;

import io.github.jbuild.compare.PackageBytes.Kind;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.debian.DpkgPackage;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.image.software.Component;
import io.github.jbuild.image.software.LibraryFamily;
import io.github.jbuild.image.software.SoftwareTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the package to which each file belongs, and adds up what packages take. */
final class PackageOwners {

  private static final String CUDA_FOLDER = "/usr/local/cuda";

  private record Owner(Kind kind, String name, String version) {}

  private static final Owner NOBODY = new Owner(Kind.NONE, "not in any package", "");

  private static final Owner OTHER_CUDA = new Owner(Kind.CUDA, "other files of CUDA", "");

  private static final class Sum {
    private long bytes;
    private int files;
  }

  private final DpkgDatabase dpkg;
  private final SoftwareTable software;
  private final Map<String, Owner> families = new HashMap<>();
  private final Map<String, Owner> python = new HashMap<>();
  private final IdentityHashMap<DpkgPackage, Owner> debian = new IdentityHashMap<>();
  private final Map<Owner, Sum> sums = new HashMap<>();

  private PackageOwners(DpkgDatabase dpkg, SoftwareTable software) {
    this.dpkg = dpkg;
    this.software = software;
  }

  /** What the packages take, largest first. */
  static List<PackageBytes> of(
      VisibleFiles visible,
      DpkgDatabase dpkg,
      List<PythonEnvironment> environments,
      SoftwareTable software) {
    PackageOwners owners = new PackageOwners(dpkg, software);
    owners.addDistributions(environments);
    dpkg.packages().forEach(each -> owners.sum(owners.owner(each)));
    for (FileEntry file : visible.files()) {
      Sum sum = owners.sum(owners.owner(file));
      sum.bytes += VisibleFiles.bytes(file);
      sum.files++;
    }
    return owners.sums.entrySet().stream()
        .map(
            each ->
                new PackageBytes(
                    each.getKey().kind(),
                    each.getKey().name(),
                    each.getKey().version(),
                    each.getValue().bytes,
                    each.getValue().files))
        .sorted(
            Comparator.comparingLong(PackageBytes::bytes)
                .reversed()
                .thenComparing(PackageBytes::kind)
                .thenComparing(PackageBytes::name)
                .thenComparing(PackageBytes::version))
        .toList();
  }

  private void addDistributions(List<PythonEnvironment> environments) {
    Set<String> done = new HashSet<>();
    for (PythonEnvironment environment : environments) {
      for (Distribution distribution : environment.all()) {
        if (done.add(distribution.metadataPath()) && !distribution.record().isEmpty()) {
          Owner owner =
              new Owner(Kind.PYTHON, distribution.normalizedName(), distribution.version());
          sum(owner);
          distribution
              .record()
              .forEach(
                  row ->
                      python.putIfAbsent(absolute(distribution.siteFolder(), row.path()), owner));
        }
      }
    }
  }

  private Owner owner(FileEntry file) {
    String path = file.path();
    return named(path)
        .or(() -> ByteCode.source(file).flatMap(this::named))
        .orElseGet(() -> cuda(file, path));
  }

  private Optional<Owner> named(String path) {
    Owner owner = python.get(path);
    return owner != null ? Optional.of(owner) : dpkg.owner(path).map(this::owner);
  }

  private Owner owner(DpkgPackage installed) {
    return debian.computeIfAbsent(
        installed, each -> new Owner(Kind.DEBIAN, each.name(), each.version()));
  }

  private Owner cuda(FileEntry file, String path) {
    return LibraryFamily.of(file.name())
        .map(family -> families.computeIfAbsent(family.name(), this::family))
        .orElse(path.startsWith(CUDA_FOLDER) ? OTHER_CUDA : NOBODY);
  }

  private Owner family(String name) {
    return new Owner(
        Kind.CUDA,
        name,
        software.of(name).stream().map(Component::shown).collect(Collectors.joining(", ")));
  }

  private Sum sum(Owner owner) {
    return sums.computeIfAbsent(owner, o -> new Sum());
  }

  /** The path of a row of a RECORD, which may lead out of the site folder with dots. */
  private static String absolute(String siteFolder, String row) {
    if (row.startsWith("/")) {
      return row;
    }
    String folder = siteFolder;
    String path = row;
    while (path.startsWith("../")) {
      path = path.substring("../".length());
      folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }
    return folder + "/" + path;
  }
}
