package io.github.jbuild.image.software;

/** The files whose content {@link SoftwareTable} needs whole, as {@code KeptBytes}. */
public final class KeptPaths {

  /** None of them has more than a few kilobytes. */
  public static final long MAX_BYTES = 1 << 20;

  private KeptPaths() {}

  /** Whether a file is to be kept. Cheap: called for every file of an image. */
  public static boolean keeps(String path, long size) {
    return size <= MAX_BYTES
        && switch (path.substring(path.lastIndexOf('/') + 1)) {
          case "os-release" -> path.equals("/etc/os-release") || path.equals("/usr/lib/os-release");
          case "nv_tegra_release" -> path.equals(SystemRelease.L4T);
          case "version.json" -> path.startsWith(CudaToolkit.PREFIX);
          case "patchlevel.h" -> path.contains("/include/python3.");
          case "version.py" -> path.endsWith(PythonSoftware.TORCH);
          default -> false;
        };
  }
}
