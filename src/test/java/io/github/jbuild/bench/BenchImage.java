package io.github.jbuild.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image of bytes that hardly compress, written as {@code docker load} takes it and kept nowhere.
 */
final class BenchImage {

  private static final int LAYERS = 12;
  private static final int BLOCK = 4 << 20;
  private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1};

  private final String tag;
  private final List<Iterable<BenchFile>> layers;
  private final byte[] noise = new byte[BLOCK];
  private final byte[] text = new byte[BLOCK];

  private BenchImage(String tag, List<Iterable<BenchFile>> layers) {
    this.tag = tag;
    this.layers = layers;
    new Random(1).nextBytes(noise);
    for (int i = 0; i < BLOCK; i++) {
      text[i] = (byte) (noise[i] % 60 == 0 ? '\n' : ' ' + (noise[i] & 0x5f));
    }
  }

  private record BenchFile(String path, long bytes) {}

  /**
   * One of the size and shape that torch and its libraries give an image: libraries of up to 500 MB
   * and thousands of Python files.
   */
  static BenchImage ofLibraries(String tag, long megabytes) {
    List<Iterable<BenchFile>> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      layers.add(libraries(i, (megabytes << 20) / LAYERS));
    }
    return new BenchImage(tag, layers);
  }

  /** One of a single layer with many small files, a thousand in a folder. */
  static BenchImage ofSmallFiles(String tag, int count) {
    return new BenchImage(
        tag,
        List.of(
            () ->
                IntStream.range(0, count)
                    .mapToObj(i -> new BenchFile("usr/lib/package" + i / 1000 + "/module" + i, 20))
                    .iterator()));
  }

  /** Writes it, lowest layer first and the manifest last. */
  void writeTo(OutputStream out) throws IOException {
    TarArchiveOutputStream archive = tar(new BufferedOutputStream(out, 1 << 18));
    List<String> diffIds = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Iterable<BenchFile> files = layers.get(i);
      names.add(i + "/layer.tar");
      archive.putArchiveEntry(entry(names.get(i), layerBytes(files)));
      MessageDigest sha256 = sha256();
      layer(files, new DigestOutputStream(archive, sha256));
      diffIds.add("sha256:" + HexFormat.of().formatHex(sha256.digest()));
      archive.closeArchiveEntry();
    }
    put(
        archive,
        "config.json",
        Map.of(
            "architecture",
            "arm64",
            "os",
            "linux",
            "config",
            Map.of("Env", List.of("PATH=/usr/bin")),
            "rootfs",
            Map.of("type", "layers", "diff_ids", diffIds)));
    put(
        archive,
        "manifest.json",
        List.of(Map.of("Config", "config.json", "RepoTags", List.of(tag), "Layers", names)));
    archive.close();
  }

  private static List<BenchFile> libraries(int layer, long bytesOfAll) {
    Random random = new Random(layer);
    long left = bytesOfAll;
    List<BenchFile> files = new ArrayList<>();
    String folder = "usr/lib/layer" + layer;
    for (int i = 0; i < 500; i++) {
      long bytes = 200L + random.nextInt(16_000);
      files.add(new BenchFile(folder + "/package" + i / 50 + "/module" + i + ".py", bytes));
      left -= bytes;
    }
    for (int i = 0; left > 0 && i < 30; i++) {
      long bytes = Math.min(left, 50_000L + random.nextInt(6 << 20));
      files.add(new BenchFile(folder + "/libpart" + i + ".so.1", bytes));
      left -= bytes;
    }
    while (left > 0) {
      long bytes = Math.min(left, 500L << 20);
      files.add(new BenchFile(folder + "/libwhole" + left + ".so.1", bytes));
      left -= bytes;
    }
    return files;
  }

  private void layer(Iterable<BenchFile> files, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = tar(out);
    for (BenchFile file : files) {
      tar.putArchiveEntry(entry(file.path(), file.bytes()));
      byte[] head = file.path().contains(".so") ? ELF : new byte[0];
      tar.write(head);
      int start = Math.floorMod(file.path().hashCode(), BLOCK);
      for (long left = file.bytes() - head.length; left > 0; ) {
        int count = (int) Math.min(left, BLOCK - start);
        tar.write(head.length == 0 ? text : noise, start, count);
        left -= count;
        start = 0;
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  private static long layerBytes(Iterable<BenchFile> files) {
    long bytes = 1024;
    for (BenchFile file : files) {
      bytes += 512 + (file.bytes() + 511) / 512 * 512;
    }
    return bytes;
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, 512, "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    return tar;
  }

  private static TarArchiveEntry entry(String name, long bytes) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes);
    entry.setModTime(0);
    return entry;
  }

  private static void put(TarArchiveOutputStream archive, String name, Object document)
      throws IOException {
    byte[] bytes = new ObjectMapper().writeValueAsBytes(document);
    archive.putArchiveEntry(entry(name, bytes.length));
    archive.write(bytes);
    archive.closeArchiveEntry();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
