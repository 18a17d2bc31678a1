package io.github.jbuild.testing;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.KeptBytes;

/** Keeps the files that the readers of packages and software ask for. */
public final class PackageKeeper {

  private static final Inspector KEEP =
      (path, size, bytes) ->
          io.github.jbuild.image.software.KeptPaths.keeps(path, size)
                  || io.github.jbuild.image.python.KeptPaths.keeps(path, size)
                  || io.github.jbuild.image.debian.KeptPaths.keeps(path, size)
              ? new KeptBytes(bytes.readAllBytes())
              : null;

  private PackageKeeper() {}

  /** The image of a fixture. */
  public static Image read(ImageFixture fixture) {
    return fixture.read(KEEP);
  }
}
