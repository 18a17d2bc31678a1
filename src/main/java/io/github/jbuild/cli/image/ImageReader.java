package io.github.jbuild.cli.image;

import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageStore;
import io.github.jbuild.image.archive.ImageArchive;
import io.github.jbuild.image.archive.OciLayout;
import io.github.jbuild.image.elf.ElfInspector;
import io.github.jbuild.image.inspect.ImageInspector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads images from wherever the user has them; connects the engine once, when one needs it. */
public final class ImageReader implements AutoCloseable {

  private final Supplier<ConnectedEngine> connect;
  private final Console console;
  private final boolean progress;
  private @Nullable ConnectedEngine engineOrNull;

  /**
   * A reader.
   *
   * @param connect called at most once
   * @param progress whether to show progress on a terminal
   */
  public ImageReader(Supplier<ConnectedEngine> connect, Console console, boolean progress) {
    this.connect = connect;
    this.console = console;
    this.progress = progress;
  }

  /** The engine. */
  public ConnectedEngine engine() {
    if (engineOrNull == null) {
      engineOrNull = connect.get();
    }
    return engineOrNull;
  }

  /**
   * Reads an image.
   *
   * @throws JbuildException {@code USAGE} if there is none, {@code INVALID_INPUT} if it is none
   */
  public Image read(String argument) {
    return find(argument).orElseThrow(() -> missing(argument));
  }

  private static JbuildException missing(String argument) {
    ImageTarget target = ImageTarget.parse(argument);
    return target.kind() == ImageTarget.Kind.CONTAINER
        ? JbuildException.of(Kind.USAGE, "there is no container \"" + target.text() + '"')
            .hint("docker ps --all lists the engine's containers")
        : JbuildException.of(Kind.USAGE, "there is no image \"" + argument + '"')
            .hint(
                "docker images lists the engine's images; docker pull "
                    + argument
                    + " fetches one from its registry");
  }

  /** The same image, or nothing when there is none. */
  Optional<Image> find(String argument) {
    ImageTarget target = ImageTarget.parse(argument);
    try {
      return switch (target.kind()) {
        case ENGINE -> fromEngine(argument, target.text());
        case CONTAINER -> fromContainer(argument, target.text());
        case ARCHIVE -> Optional.of(fromArchive(target));
        case LAYOUT -> Optional.of(fromLayout(target));
      };
    } catch (IOException e) {
      throw JbuildException.of(Kind.ENVIRONMENT, "cannot read " + argument + ": " + e.getMessage())
          .cause(e);
    }
  }

  @Override
  public void close() {
    if (engineOrNull != null) {
      engineOrNull.close();
    }
  }

  private Optional<Image> fromEngine(String name, String reference) throws IOException {
    Optional<ImageStore.Stored> stored = engine().find(reference);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    ReadProgress.announce(shown(), name);
    try (InputStream stream = engine().save(stored.get().id());
        ReadProgress progress = new ReadProgress(shown(), name, stored.get().bytes(), stream)) {
      return Optional.of(inspected(i -> ImageArchive.read(name, progress, null, i)));
    }
  }

  private Optional<Image> fromContainer(String name, String container) throws IOException {
    Optional<ImageStore.Container> found = engine().findContainer(container);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ReadProgress.announce(shown(), name);
    try (InputStream stream = engine().export(found.get().id());
        ReadProgress progress = new ReadProgress(shown(), name, 0, stream)) {
      return Optional.of(inspected(i -> ImageArchive.readExported(name, progress, found.get(), i)));
    }
  }

  private Image fromArchive(ImageTarget target) throws IOException {
    Path file = existing(target);
    try (InputStream stream = Files.newInputStream(file);
        ReadProgress progress =
            new ReadProgress(shown(), target.text(), Files.size(file), stream)) {
      return inspected(i -> ImageArchive.read(target.text(), progress, target.tagOrNull(), i));
    }
  }

  private static Image fromLayout(ImageTarget target) throws IOException {
    Path folder = existing(target);
    if (!OciLayout.is(folder)) {
      throw JbuildException.of(Kind.USAGE, folder + " is not an OCI layout")
          .hint("an OCI layout has a file named oci-layout");
    }
    return inspected(i -> OciLayout.read(folder, target.tagOrNull(), i));
  }

  private @Nullable Console shown() {
    return progress && console.canRedraw() ? console : null;
  }

  private static Path existing(ImageTarget target) {
    Path path = Path.of(target.text());
    if (Files.notExists(path)) {
      throw JbuildException.of(Kind.USAGE, path + " does not exist")
          .hint("docker save IMAGE -o FILE.tar writes an archive");
    }
    return path;
  }

  @FunctionalInterface
  private interface Reading {
    Image with(ImageInspector inspector) throws IOException;
  }

  private static Image inspected(Reading reading) throws IOException {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    try (ElfInspector elf = new ElfInspector(scratch)) {
      return reading.with(new ImageInspector(elf));
    }
  }
}
