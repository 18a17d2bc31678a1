package io.github.jbuild.testing;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.inspect.ImageInspector;

/** Reads images with what the readers of packages and software ask for. */
public final class PackageKeeper {

  private PackageKeeper() {}

  /** The image of a fixture. */
  public static Image read(ImageFixture fixture) {
    return fixture.read(new ImageInspector(Inspector.none()));
  }
}
