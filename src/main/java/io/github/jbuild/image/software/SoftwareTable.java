package io.github.jbuild.image.software;

import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.python.PythonEnvironment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The software of an image that matters on a Jetson, with the versions that its files show.
 *
 * @param components what was found, in the order of interest; a product of which several versions
 *     are there has several
 */
public record SoftwareTable(List<Component> components) {

  private static final List<String> ORDER =
      List.of(
          "Base system",
          "L4T",
          "CUDA",
          "CUDA toolkit",
          "cuDNN",
          "TensorRT",
          "CUPTI",
          "NVTX",
          "cuBLAS",
          "Python",
          "torch",
          "torchvision",
          "torchaudio",
          "onnxruntime",
          "NumPy",
          "transformers",
          "GDAL");

  public SoftwareTable {
    components = List.copyOf(components);
  }

  /**
   * The software of an image.
   *
   * @param files its file system, with the files of {@link KeptPaths} kept
   * @param dpkg its database of Debian packages
   * @param environments its Python environments
   */
  public static SoftwareTable of(
      FileTree files, DpkgDatabase dpkg, List<PythonEnvironment> environments) {
    KeptFiles kept = new KeptFiles(files);
    List<Component> found = new ArrayList<>(SystemRelease.in(kept));
    Libraries libraries = new Libraries(dpkg);
    files.forEach(
        file -> {
          libraries.look(file);
          CudaToolkit.of(file).ifPresent(found::add);
        });
    found.addAll(libraries.components());
    found.addAll(Interpreters.of(kept, environments));
    found.addAll(PythonSoftware.of(kept, environments));
    found.sort(
        Comparator.<Component>comparingInt(each -> position(each.name()))
            .thenComparing(Component::path));
    Map<String, Component> once = new LinkedHashMap<>();
    found.forEach(each -> once.putIfAbsent(each.toString(), each));
    return new SoftwareTable(List.copyOf(once.values()));
  }

  /** The place of a product in the order of interest. */
  public static int position(String product) {
    return ORDER.indexOf(product);
  }

  /** The components of one product. */
  public List<Component> of(String product) {
    return components.stream().filter(each -> each.name().equals(product)).toList();
  }
}
