package io.github.jbuild.image.elf;

import io.github.jbuild.image.ImageConfig;
import java.util.List;
import java.util.Map;

/**
 * What the loader gets from outside the files.
 *
 * @param libraryPath folders of LD_LIBRARY_PATH as written; an empty name is the working directory
 * @param preload names in LD_PRELOAD
 * @param workdir working directory, to which relative folders refer
 * @param host what the host provides
 */
public record LoaderEnvironment(
    List<String> libraryPath, List<String> preload, String workdir, HostLibraries host) {

  public LoaderEnvironment {
    libraryPath = List.copyOf(libraryPath);
    preload = List.copyOf(preload);
    workdir = workdir.startsWith("/") ? workdir : "/" + workdir;
  }

  /** Nothing is set. */
  public static LoaderEnvironment none() {
    return new LoaderEnvironment(List.of(), List.of(), "/", HostLibraries.none());
  }

  /** What an image's configuration says. */
  public static LoaderEnvironment of(ImageConfig config, HostLibraries host) {
    Map<String, String> env = config.env();
    return new LoaderEnvironment(
        split(env.getOrDefault("LD_LIBRARY_PATH", ""), "[:;]"),
        split(env.getOrDefault("LD_PRELOAD", ""), "[ :]+").stream()
            .filter(name -> !name.isEmpty())
            .toList(),
        config.workdir(),
        host);
  }

  private static List<String> split(String text, String separator) {
    return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
  }
}
