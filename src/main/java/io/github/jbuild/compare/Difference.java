package io.github.jbuild.compare;

import java.util.List;

/**
 * How an image differs from the reference.
 *
 * @param from name of the reference
 * @param to name of the image
 * @param pull what a machine with the reference needs for the image
 * @param packages packages that differ, most bytes first
 * @param files files that differ
 */
public record Difference(
    String from, String to, Pull pull, List<PackageChange> packages, FileChanges files) {

  public Difference {
    packages = List.copyOf(packages);
  }
}
