package io.github.jbuild.image.debian;

/** The files whose content {@link DpkgDatabase} needs whole, as {@code KeptBytes}. */
public final class KeptPaths {

  /** A status file of ten thousand packages has about 15 MB. */
  public static final long MAX_BYTES = 32 << 20;

  private KeptPaths() {}

  /** Whether a file is to be kept. Cheap: called for every file of an image. */
  public static boolean keeps(String path, long size) {
    return path.startsWith(DpkgDatabase.FOLDER)
        && size <= MAX_BYTES
        && (path.equals(DpkgDatabase.STATUS)
            || path.startsWith(DpkgDatabase.STATUS_PARTS + "/")
            || (path.startsWith(DpkgDatabase.INFO + "/") && path.endsWith(".list")));
  }
}
