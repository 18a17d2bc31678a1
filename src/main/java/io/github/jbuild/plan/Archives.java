package io.github.jbuild.plan;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is known of an archive by its address. */
public final class Archives {

  /** The folder of archives in the stages that fetch and build. */
  public static final String FOLDER = "/archives";

  private static final String ZSTD = "zstd";

  /** Endings to the Debian packages that tar needs for them and that a base may lack. */
  private static final Map<String, String> PROGRAMS =
      Map.of(".xz", "xz-utils", ".txz", "xz-utils", ".bz2", "bzip2", ".zst", ZSTD);

  /**
   * Debian packages that pull in bzip2 and xz-utils: dpkg-dev depends on both, build-essential on
   * dpkg-dev.
   */
  private static final List<String> TOOL_CHAINS = List.of("build-essential", "dpkg-dev");

  private Archives() {}

  /** The last part of the address's path. */
  public static String fileName(URI url) {
    String path = url.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public static String path(URI url) {
    return FOLDER + "/" + fileName(url);
  }

  /** Debian packages needed to unpack it, besides those that are installed anyway. */
  public static List<String> packages(URI url, List<String> installed) {
    return PROGRAMS.entrySet().stream()
        .filter(program -> fileName(url).endsWith(program.getKey()))
        .map(Map.Entry::getValue)
        .filter(name -> !installed.contains(name))
        .filter(name -> name.equals(ZSTD) || Collections.disjoint(installed, TOOL_CHAINS))
        .toList();
  }
}
