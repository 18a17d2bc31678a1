package io.github.jbuild.image.python;

/**
 * The files of an image whose bytes this package reads; they must be kept as {@link
 * io.github.jbuild.image.KeptBytes}.
 */
public final class KeptPaths {

  private static final long MEGABYTE = 1024L * 1024;

  /** For metadata; the largest known METADATA is a tenth of it. */
  private static final long SMALL = 2 * MEGABYTE;

  /** For lists: torch's RECORD has ten thousand rows and 1.3 MB. */
  private static final long LARGE = 32 * MEGABYTE;

  private static final String RECORD = "RECORD";

  private static final String STATUS = "status";

  private KeptPaths() {}

  /** Whether a file of this size is to be kept. */
  public static boolean keeps(String path, long size) {
    return size <= limit(path);
  }

  /**
   * Up to how many bytes a file is kept, and -1 for a file that is not. Asked for each file of an
   * image, so that it looks at the name before anything else.
   *
   * @param path absolute path in the image
   */
  public static long limit(String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    boolean kept =
        switch (name) {
          case "METADATA", "WHEEL", "INSTALLER", "direct_url.json", RECORD ->
              endsAt(path, slash, ".dist-info");
          case "PKG-INFO", "requires.txt" -> isEgg(path, slash);
          case "entry_points.txt", "top_level.txt" ->
              endsAt(path, slash, ".dist-info") || isEgg(path, slash);
          case "version.py" -> isMeasuredPackage(path, slash);
          case "pyvenv.cfg" -> true;
          case STATUS -> path.equals(InterpreterVersion.DPKG_STATUS);
          default -> name.endsWith(".egg-info") || isPathFile(path, slash, name);
        };
    if (!kept) {
      return -1;
    }
    return name.equals(RECORD) || name.equals(STATUS) ? LARGE : SMALL;
  }

  private static boolean isEgg(String path, int slash) {
    return endsAt(path, slash, ".egg-info") || endsAt(path, slash, ".egg/EGG-INFO");
  }

  /** Python reads .pth files of its site folders only; elsewhere they are weights of models. */
  private static boolean isPathFile(String path, int slash, String name) {
    return name.endsWith(".pth")
        && (endsAt(path, slash, "/site-packages") || endsAt(path, slash, "/dist-packages"));
  }

  private static boolean isMeasuredPackage(String path, int slash) {
    return endsAt(path, slash, "/torch")
        || endsAt(path, slash, "/numpy")
        || endsAt(path, slash, "/torchvision");
  }

  private static boolean endsAt(String path, int end, String suffix) {
    return path.regionMatches(end - suffix.length(), suffix, 0, suffix.length());
  }
}
