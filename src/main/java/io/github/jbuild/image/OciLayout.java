package io.github.jbuild.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads an image from the folder of an OCI layout, one layer after the other. */
public final class OciLayout {

  private static final long MAX_DOCUMENT = 16 << 20;

  private OciLayout() {}

  /** Whether a folder is such a layout. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve("oci-layout"));
  }

  /**
   * Reads an image.
   *
   * @param tagOrNull which image, when the layout holds several
   * @throws io.github.jbuild.core.JbuildException as {@link ImageArchive#read} does
   */
  public static Image read(Path folder, @Nullable String tagOrNull, Inspector inspector)
      throws IOException {
    String name = folder.toString();
    try {
      return OciManifests.in(
          name,
          path -> document(folder.resolve(path)),
          path -> layer(folder.resolve(path), inspector),
          tagOrNull);
    } catch (MalformedImage e) {
      throw ImageProblems.malformed(name, e);
    }
  }

  private static byte @Nullable [] document(Path file) throws MalformedImage {
    try {
      if (!Files.isRegularFile(file)) {
        return null;
      }
      if (Files.size(file) > MAX_DOCUMENT) {
        throw new MalformedImage(file + " is larger than a document of an image may be");
      }
      return Files.readAllBytes(file);
    } catch (MalformedImage e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedImage("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static LayerContent layer(Path file, Inspector inspector) throws MalformedImage {
    try (DigestInput bytes = new DigestInput(Files.newInputStream(file))) {
      LayerContent content;
      try (InputStream tar = Compression.open(new BufferedInputStream(bytes, 1 << 18))) {
        content = LayerReader.read(tar, inspector);
        bytes.drain();
      }
      if (!bytes.digest().hex().equals(String.valueOf(file.getFileName()))) {
        throw new MalformedImage("the blob " + file.getFileName() + " has another content");
      }
      return content;
    } catch (MalformedImage e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedImage("cannot read " + file + ": " + e.getMessage());
    }
  }
}
