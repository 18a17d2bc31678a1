package io.github.jbuild.buildkit.content;

import io.github.jbuild.core.Digest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The blobs of an OCI image layout (OCI image specification, "Image Layout Specification"): {@code
 * blobs/sha256/<hex>}, and no other file. What is being written lies in {@code ingest} until it is
 * whole and its digest is right. Links that lead out of the folder are not followed.
 */
public final class ContentFolder implements AutoCloseable {

  private final Path folder;
  private final boolean writable;
  private final Map<String, Ingest> ingests = new TreeMap<>();

  private ContentFolder(Path folder, boolean writable) {
    this.folder = folder;
    this.writable = writable;
  }

  /** A folder to read from. */
  public static ContentFolder readOnly(Path folder) {
    return new ContentFolder(folder, false);
  }

  /**
   * A folder to write to as well.
   *
   * @throws IOException if it is not there and cannot be made
   */
  public static ContentFolder writable(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new ContentFolder(folder, true);
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Whether it can be written to. */
  public boolean isWritable() {
    return writable;
  }

  /** Whether a blob is there, of whatever content. */
  public boolean has(Digest digest) throws IOException {
    return find(digest).isPresent();
  }

  Optional<Blob> find(Digest digest) throws IOException {
    Path file = folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return attributes.isRegularFile() && isInside(real)
          ? Optional.of(new Blob(digest, real, attributes.size(), attributes.lastModifiedTime()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** All blobs; other files in their folder are none. */
  List<Blob> list() throws IOException {
    Path blobs = folder.resolve("blobs").resolve("sha256");
    if (!Files.isDirectory(blobs)) {
      return List.of();
    }
    List<Blob> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(blobs)) {
      for (Path file : files.sorted().toList()) {
        Optional<Digest> digest = digest("sha256:" + file.getFileName());
        if (digest.isPresent()) {
          find(digest.get()).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /**
   * Begins to write a blob.
   *
   * @param ref what the engine calls it until it is whole; one at a time may have a name
   */
  Ingest begin(String ref) throws IOException {
    if (!writable) {
      throw Status.PERMISSION_DENIED
          .withDescription("the cache in " + folder + " is read-only")
          .asRuntimeException();
    }
    synchronized (ingests) {
      if (ingests.containsKey(ref)) {
        throw Status.UNAVAILABLE
            .withDescription("\"" + ref + "\" is already being written")
            .asRuntimeException();
      }
      Ingest ingest = new Ingest(this, ref, made("ingest"));
      ingests.put(ref, ingest);
      return ingest;
    }
  }

  Optional<Ingest> ingest(String ref) {
    synchronized (ingests) {
      return Optional.ofNullable(ingests.get(ref));
    }
  }

  List<Ingest> ingests() {
    synchronized (ingests) {
      return List.copyOf(ingests.values());
    }
  }

  void ended(Ingest ingest) {
    synchronized (ingests) {
      ingests.remove(ingest.ref(), ingest);
    }
  }

  /** Moves a file, whose content is as the digest says, to its place. */
  void take(Path file, Digest digest) throws IOException {
    Files.move(
        file,
        made("blobs", "sha256").resolve(digest.hex()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** A folder in this one, made if need be. */
  private Path made(String... names) throws IOException {
    Path made = folder;
    for (String name : names) {
      made = made.resolve(name);
    }
    Files.createDirectories(made);
    if (!isInside(made.toRealPath())) {
      throw new IOException(made + " is a symlink that leaves the directory");
    }
    return made;
  }

  private boolean isInside(Path real) throws IOException {
    return real.startsWith(folder.toRealPath());
  }

  static Optional<Digest> digest(String text) {
    try {
      return Optional.of(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Removes what did not become whole. */
  @Override
  public void close() {
    ingests().forEach(Ingest::discard);
  }
}
