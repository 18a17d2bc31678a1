package io.github.jbuild.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the tar of the folder in the first argument to the file in the second. */
final class TarProgram {

  private TarProgram() {}

  public static void main(String[] args) throws IOException {
    NamedPath everything = new NamedPath(".", "test", null);
    BuildContext context = BuildContext.of(Path.of(args[0]), List.of(everything));
    try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
      ContextTar.write(context, Map.of(), out, bytes -> {});
    }
  }
}
