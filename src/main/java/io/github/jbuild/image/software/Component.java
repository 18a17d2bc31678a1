package io.github.jbuild.image.software;

/**
 * A piece of software in an image.
 *
 * @param name name that is the same in all images, such as {@code cuDNN}
 * @param version its version, as precise as the files allow
 * @param build what distinguishes builds of one version, such as {@code CUDA 12.6, git 1f4b2a7};
 *     empty where nothing does
 * @param path the file or folder that shows it
 */
public record Component(String name, String version, String build, String path) {

  /** Version and build, as {@code 2.8.0 (CUDA 12.6)}. */
  public String shown() {
    return build.isEmpty() ? version : version + " (" + build + ")";
  }

  @Override
  public String toString() {
    return name + " " + shown();
  }
}
