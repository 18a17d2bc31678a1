package io.github.jbuild.image.archive;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an image from the folder of an OCI layout, one layer after the other. */
public final class OciLayout {

  private final Path folder;
  private final Inspector inspector;
  private final Map<String, LayerContent> layers = new HashMap<>();

  private OciLayout(Path folder, Inspector inspector) {
    this.folder = folder;
    this.inspector = inspector;
  }

  /** Whether a folder is such a layout. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve("oci-layout"));
  }

  /**
   * Reads an image. No file outside of the folder is read, whatever its documents and links say.
   *
   * @param tagOrNull which image, when the layout holds several
   * @throws io.github.jbuild.core.JbuildException as {@link ImageArchive#read} does
   * @throws IOException if a file cannot be read
   */
  public static Image read(Path folder, @Nullable String tagOrNull, Inspector inspector)
      throws IOException {
    String name = folder.toString();
    OciLayout layout = new OciLayout(folder, inspector);
    try {
      return OciManifests.in(name, layout::document, layout::layer, tagOrNull);
    } catch (MalformedImage e) {
      throw ImageProblems.malformed(name, e);
    }
  }

  private byte @Nullable [] document(String path) throws IOException {
    Path file = inside(path);
    if (file == null) {
      return null;
    }
    if (Files.size(file) > ArchiveBlobs.MAX_DOCUMENT) {
      throw new MalformedImage(path + " is too large for an image manifest or configuration");
    }
    return Files.readAllBytes(file);
  }

  private LayerContent layer(String path) throws IOException {
    LayerContent known = layers.get(path);
    if (known != null) {
      return known.copy();
    }
    Path file = inside(path);
    if (file == null) {
      throw new MalformedImage("the layer " + path + " is missing");
    }
    LayerContent read = read(file, path);
    layers.put(path, read);
    return read;
  }

  private LayerContent read(Path file, String path) throws IOException {
    FailureTrackingInput source = new FailureTrackingInput(Files.newInputStream(file));
    DigestInput blob = new DigestInput(source);
    LayerContent content;
    try (InputStream tar =
        new ReadAhead(Compression.open(new BufferedInputStream(blob, ReadAhead.BLOCK)))) {
      content = LayerReader.read(tar, inspector);
      blob.drain();
    } catch (MalformedImage e) {
      throw e.in(path);
    } catch (IOException e) {
      throw source.failed() ? e : new MalformedImage(path + ": " + e.getMessage());
    } finally {
      source.close();
    }
    if (!path.endsWith("/" + blob.digest().hex())) {
      throw MalformedImage.mismatch("the blob " + path + " has different content");
    }
    return content;
  }

  /** A regular file of the layout; null if there is none. */
  private @Nullable Path inside(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.exists(file)) {
      return null;
    }
    if (!file.toRealPath().startsWith(folder.toRealPath())) {
      throw new MalformedImage(path + " is a symlink that leaves the layout");
    }
    if (!Files.isRegularFile(file)) {
      throw new MalformedImage(path + " is not a file");
    }
    return file;
  }
}
