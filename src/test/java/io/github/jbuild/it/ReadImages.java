package io.github.jbuild.it;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.archive.ImageArchive;
import io.github.jbuild.image.elf.ElfInspector;
import io.github.jbuild.image.inspect.ImageInspector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads an image of the engine as verify does, from what docker's own client saves. */
final class ReadImages {

  private ReadImages() {}

  static Image read(String tag, Path scratch) throws IOException {
    Process save =
        new ProcessBuilder(TestBed.variable("JBUILD_TESTBED_DOCKER"), "save", tag)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream stream = save.getInputStream();
        ElfInspector elf = new ElfInspector(scratch)) {
      return ImageArchive.read(tag, stream, null, new ImageInspector(elf));
    }
  }
}
