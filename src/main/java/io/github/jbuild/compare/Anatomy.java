package io.github.jbuild.compare;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.image.python.PythonEnvironments;
import io.github.jbuild.image.software.SoftwareTable;
import java.util.List;

/**
 * Where the bytes of one image are. {@code bytes} is what the layers hold; folders and packages
 * share out what a container sees of that, and {@code hidden} is the difference. What is stored
 * more than once may be visible, hidden, or both.
 *
 * @param name what the user calls the image
 * @param id the image ID
 * @param bytes size, as docker counts it: the files of all layers, unpacked
 * @param visibleBytes what a container sees of it
 * @param files files that a container sees and that take bytes or are empty
 * @param layers its layers, lowest first
 * @param folders visible bytes by folder
 * @param packages visible bytes by package, largest first; each file belongs to one
 * @param duplicates what is stored more than once, most wasteful first
 * @param hidden what higher layers replace or delete, largest first
 * @param software versions of what matters on a Jetson
 */
public record Anatomy(
    String name,
    Digest id,
    long bytes,
    long visibleBytes,
    int files,
    List<LayerBytes> layers,
    FolderTree folders,
    List<PackageBytes> packages,
    List<Duplicate> duplicates,
    List<HiddenFile> hidden,
    SoftwareTable software) {

  public Anatomy {
    layers = List.copyOf(layers);
    packages = List.copyOf(packages);
    duplicates = List.copyOf(duplicates);
    hidden = List.copyOf(hidden);
  }

  /** Takes an image apart. It was read with the files kept that its readers need. */
  public static Anatomy of(String name, Image image) {
    DpkgDatabase dpkg = DpkgDatabase.in(image.files());
    List<PythonEnvironment> environments =
        PythonEnvironments.in(image.files(), image.config().env());
    SoftwareTable software = SoftwareTable.of(image.files(), dpkg, environments);
    VisibleFiles visible = VisibleFiles.in(image.files());
    FolderTree folders = new FolderTree();
    long bytes = 0;
    for (FileEntry file : visible.files()) {
      folders.add(file.folder(), VisibleFiles.bytes(file));
      bytes += VisibleFiles.bytes(file);
    }
    return new Anatomy(
        name,
        image.id(),
        image.bytes(),
        bytes,
        visible.files().size(),
        image.layers().stream().map(LayerBytes::of).toList(),
        folders,
        PackageOwners.of(visible, dpkg, environments, software),
        Duplicate.in(image),
        HiddenFile.in(image, visible),
        software);
  }

  /** Bytes that would be saved if everything were stored once. */
  public long duplicateBytes() {
    return duplicates.stream().mapToLong(Duplicate::wasted).sum();
  }

  /** Bytes that no container sees. */
  public long hiddenBytes() {
    return hidden.stream().mapToLong(each -> each.file().size()).sum();
  }
}
