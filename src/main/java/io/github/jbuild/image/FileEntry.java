package io.github.jbuild.image;

import io.github.jbuild.core.Digest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file, folder or link as one layer holds it. Kept small: an image has a hundred thousand of
 * them.
 */
public final class FileEntry {

  /** What an entry is. */
  public enum Type {
    FILE,
    DIRECTORY,
    SYMLINK,
    /** Another name of a file of the same layer. */
    HARD_LINK,
    /** Devices, FIFOs and sockets. */
    SPECIAL
  }

  private final String folder;
  private final String name;
  private final Type type;
  private int layer;
  private final Attributes attributes;
  private final @Nullable String target;
  private final @Nullable Content content;

  /**
   * An entry.
   *
   * @param folder absolute path of the folder it is in, {@code /} for the root; one {@code String}
   *     for all entries of a folder saves memory
   * @param name name in that folder; empty for the root itself
   * @param target what a symbolic link says, or the absolute path that a hard link names; null for
   *     everything else
   * @param content what the bytes of a regular file are; null for everything else
   */
  public FileEntry(
      String folder,
      String name,
      Type type,
      Attributes attributes,
      @Nullable String target,
      @Nullable Content content) {
    this.folder = folder;
    this.name = name;
    this.type = type;
    this.attributes = attributes;
    this.target = target;
    this.content = content;
  }

  /** Absolute, normalized path, such as {@code /usr/lib/libc.so.6}. */
  public String path() {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  /** Absolute path of the folder it is in. */
  public String folder() {
    return folder;
  }

  /** Name in its folder. */
  public String name() {
    return name;
  }

  public Type type() {
    return type;
  }

  /** Index of the layer that it is in, 0 for the lowest. */
  public int layer() {
    return layer;
  }

  /** Permission bits, {@code 07777}. */
  public int mode() {
    return attributes.mode();
  }

  /** Numeric owner. */
  public long uid() {
    return attributes.uid();
  }

  /** Numeric group. */
  public long gid() {
    return attributes.gid();
  }

  /** What a symbolic link says, or the absolute path that a hard link names. */
  public Optional<String> target() {
    return Optional.ofNullable(target);
  }

  /** The bytes of a regular file; a hard link's are its target's; nothing for all else. */
  public Optional<Content> content() {
    return Optional.ofNullable(content);
  }

  /** Bytes that the entry takes in its layer; 0 for all but regular files. */
  public long size() {
    return content == null || type != Type.FILE ? 0 : content.size();
  }

  /** The same entry with content. */
  FileEntry withContent(Content bytes) {
    return new FileEntry(folder, name, type, attributes, target, bytes).inLayer(layer);
  }

  /** The same entry again, not yet in a layer. */
  public FileEntry copy() {
    return new FileEntry(folder, name, type, attributes, target, content);
  }

  /** Says which layer it is in, once that is known: archives name their order last. */
  FileEntry inLayer(int index) {
    layer = index;
    return this;
  }

  /** A folder that no layer names but something is in. */
  static FileEntry implicitFolder(String path, int layer) {
    int slash = path.lastIndexOf('/');
    return new FileEntry(
            slash == 0 ? "/" : path.substring(0, slash),
            path.substring(slash + 1),
            Type.DIRECTORY,
            new Attributes(0755, 0, 0),
            null,
            null)
        .inLayer(layer);
  }

  public boolean isFile() {
    return type == Type.FILE;
  }

  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  public boolean isSymlink() {
    return type == Type.SYMLINK;
  }

  @Override
  public String toString() {
    return path();
  }

  /**
   * Mode and owner; most entries of an image share a handful of them.
   *
   * @param mode permission bits, {@code 07777}
   */
  public record Attributes(int mode, long uid, long gid) {}

  /** The bytes of a regular file: size, hash, and what was seen while they passed. */
  public static final class Content {

    private final long size;
    private final long hash0;
    private final long hash1;
    private final long hash2;
    private final long hash3;
    private final @Nullable Object seen;

    /**
     * Content.
     *
     * @param size in bytes
     * @param sha256 32 bytes
     * @param seen what an {@link Inspector} made of the bytes; null when it has nothing to say
     */
    public Content(long size, byte[] sha256, @Nullable Object seen) {
      this.size = size;
      ByteBuffer hash = ByteBuffer.wrap(sha256);
      // Four fields, not an array: an image may have a million of these.
      this.hash0 = hash.getLong();
      this.hash1 = hash.getLong();
      this.hash2 = hash.getLong();
      this.hash3 = hash.getLong();
      this.seen = seen;
    }

    /** Size in bytes. */
    public long size() {
      return size;
    }

    /** SHA-256 of the bytes. */
    public Digest sha256() {
      return new Digest(HexFormat.of().formatHex(bytes()));
    }

    /** The 32 bytes of the SHA-256. */
    public byte[] bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(32);
      return bytes.putLong(hash0).putLong(hash1).putLong(hash2).putLong(hash3).array();
    }

    /** Whether two files hold the same bytes. */
    public boolean sameAs(Content other) {
      return size == other.size
          && hash0 == other.hash0
          && hash1 == other.hash1
          && hash2 == other.hash2
          && hash3 == other.hash3;
    }

    /** What was seen in the bytes, if it is of this type. */
    public <T> Optional<T> seen(Class<T> type) {
      if (seen instanceof InspectionResults several) {
        return several.things().stream().filter(type::isInstance).map(type::cast).findFirst();
      }
      return type.isInstance(seen) ? Optional.of(type.cast(seen)) : Optional.empty();
    }
  }
}
