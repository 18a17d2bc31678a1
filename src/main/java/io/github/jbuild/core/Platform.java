package io.github.jbuild.core;

/**
 * An image platform (OCI image specification, "platform").
 *
 * @param os operating system, {@code linux}
 * @param architecture Go's name of the architecture, such as {@code arm64}
 */
public record Platform(String os, String architecture) {

  /** The platform of every Jetson module since L4T r32. */
  public static final Platform LINUX_ARM64 = new Platform("linux", "arm64");

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
