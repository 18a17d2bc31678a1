package io.github.jbuild.image.debian;

import java.util.List;

/**
 * An installed Debian package (deb-control(5)).
 *
 * @param name name, without architecture
 * @param architecture {@code arm64}, {@code all}; empty when the database does not say
 * @param version version with epoch and revision, such as {@code 1:9.3.0-1}
 * @param source name of the source package
 * @param installedBytes what the package claims to take, {@code Installed-Size} times 1024; 0 when
 *     it does not say
 * @param files paths of what it installed and is still there, as the file system has them, without
 *     folders
 */
public record DpkgPackage(
    String name,
    String architecture,
    String version,
    String source,
    long installedBytes,
    List<String> files) {

  public DpkgPackage {
    files = List.copyOf(files);
  }

  /** The version of the software in it: without epoch and Debian revision (deb-version(7)). */
  public String upstreamVersion() {
    int revision = version.lastIndexOf('-');
    return version.substring(version.indexOf(':') + 1, revision < 0 ? version.length() : revision);
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
