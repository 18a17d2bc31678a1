package io.github.jbuild.engine.auth;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds programs where the shell would. */
public final class ProgramPath {

  private ProgramPath() {}

  /**
   * The first executable file of that name in the folders of {@code PATH}; null if there is none.
   */
  public static @Nullable Path find(String program, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder).resolve(program);
      if (!folder.isEmpty() && Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
