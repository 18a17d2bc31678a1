package io.github.jbuild.image.software;

import java.util.List;
import java.util.Optional;

/**
 * Libraries of NVIDIA that belong together, by the names of their files.
 *
 * @param name the product
 * @param stems beginnings of the file names; the first is the library whose version is the
 *     product's
 * @param listed whether its version matters when images are compared
 */
public record LibraryFamily(String name, List<String> stems, boolean listed) {

  /** Where two stems fit a name, the earlier family has it. */
  private static final List<LibraryFamily> ALL =
      List.of(
          listed("CUDA", "libcudart", "libcudadevrt"),
          listed("cuDNN", "libcudnn"),
          listed("TensorRT", "libnvinfer", "libnvonnxparser", "libnvparsers"),
          listed("CUPTI", "libcupti", "libnvperf_", "libpcsamplingutil", "libcheckpoint"),
          listed("NVTX", "libnvToolsExt"),
          listed("cuBLAS", "libcublas", "libnvblas"),
          other("cuFFT", "libcufft"),
          other("cuFile", "libcufile"),
          other("cuRAND", "libcurand"),
          other("cuSOLVER", "libcusolver"),
          other("cuSPARSELt", "libcusparseLt"),
          other("cuSPARSE", "libcusparse"),
          other("cuDLA", "libcudla"),
          other("NVRTC", "libnvrtc"),
          other("nvJitLink", "libnvJitLink"),
          other("nvJPEG", "libnvjpeg"),
          other("NPP", "libnpp"),
          other("NCCL", "libnccl"));

  public LibraryFamily {
    stems = List.copyOf(stems);
  }

  private static LibraryFamily listed(String name, String... stems) {
    return new LibraryFamily(name, List.of(stems), true);
  }

  private static LibraryFamily other(String name, String... stems) {
    return new LibraryFamily(name, List.of(stems), false);
  }

  /** The family of a library, shared or static, by the name of its file. Cheap. */
  public static Optional<LibraryFamily> of(String fileName) {
    boolean candidate =
        (fileName.startsWith("libcu")
                || fileName.startsWith("libn")
                || fileName.startsWith("libp")
                || fileName.startsWith("libch"))
            && (fileName.contains(".so") || fileName.endsWith(".a"));
    return candidate
        ? ALL.stream()
            .filter(family -> family.stems.stream().anyMatch(fileName::startsWith))
            .findFirst()
        : Optional.empty();
  }

  /** Whether a file is the library whose version is the product's. */
  boolean isMain(VersionedName library) {
    return library.stem().equals(stems.get(0));
  }
}
