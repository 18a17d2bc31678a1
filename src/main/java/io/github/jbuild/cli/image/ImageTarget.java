package io.github.jbuild.cli.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user means by an image: one of the engine, an archive, or the folder of an OCI layout.
 * The prefixes are those of skopeo.
 *
 * @param kind where it is
 * @param text the reference, or the path
 * @param tagOrNull which image of an archive or layout
 */
record ImageTarget(Kind kind, String text, @Nullable String tagOrNull) {

  private static final List<String> ARCHIVES =
      List.of(".tar", ".tar.gz", ".tgz", ".tar.zst", ".tar.zstd");

  /** Where an image is. */
  enum Kind {
    ENGINE,
    /** A container of the engine. */
    CONTAINER,
    ARCHIVE,
    LAYOUT
  }

  /** Reads an argument; one without a prefix is a path when it looks like one. */
  static ImageTarget parse(String argument) {
    for (String prefix : List.of("docker-daemon:", "docker:")) {
      if (argument.startsWith(prefix)) {
        return new ImageTarget(Kind.ENGINE, argument.substring(prefix.length()), null);
      }
    }
    if (argument.startsWith("container:")) {
      return new ImageTarget(Kind.CONTAINER, argument.substring("container:".length()), null);
    }
    for (String prefix : List.of("docker-archive:", "oci-archive:")) {
      if (argument.startsWith(prefix)) {
        return tagged(Kind.ARCHIVE, argument.substring(prefix.length()));
      }
    }
    if (argument.startsWith("oci:")) {
      return tagged(Kind.LAYOUT, argument.substring("oci:".length()));
    }
    boolean path =
        argument.startsWith("/") || argument.startsWith("./") || argument.startsWith("../");
    if (path || ARCHIVES.stream().anyMatch(argument::endsWith)) {
      boolean folder = Files.isDirectory(Path.of(argument));
      return new ImageTarget(folder ? Kind.LAYOUT : Kind.ARCHIVE, argument, null);
    }
    return new ImageTarget(Kind.ENGINE, argument, null);
  }

  /** A path, with a reference behind its first colon. */
  private static ImageTarget tagged(Kind kind, String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ImageTarget(kind, text, null)
        : new ImageTarget(kind, text.substring(0, colon), text.substring(colon + 1));
  }
}
