package io.github.jbuild.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The regular files of an image, layer by layer, as {@code docker save} writes them. */
final class ImageLayers {

  private ImageLayers() {}

  /**
   * A file in a layer.
   *
   * @param layer number of the layer, from 0
   * @param path without a leading slash
   */
  record LayerFile(int layer, String path, long bytes, String sha256) {}

  /** Every regular file of every layer, whether a later layer hides it or not. */
  static List<LayerFile> files(String image, Path folder) {
    Path archive = folder.resolve("image.tar");
    TestBed.docker("save", "-o", archive.toString(), image).succeeds();
    try {
      List<LayerFile> files = new ArrayList<>();
      List<String> layers = layers(archive);
      for (int i = 0; i < layers.size(); i++) {
        read(archive, layers.get(i), i, files);
      }
      Files.delete(archive);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> layers(Path archive) throws IOException {
    try (TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        if (entry.getName().equals("manifest.json")) {
          List<String> names = new ArrayList<>();
          JsonNode manifest = new ObjectMapper().readTree(tar.readAllBytes());
          manifest.get(0).get("Layers").forEach(layer -> names.add(layer.asText()));
          return names;
        }
      }
    }
    throw new IllegalStateException("no manifest.json");
  }

  private static void read(Path archive, String name, int number, List<LayerFile> files)
      throws IOException {
    try (TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        if (entry.getName().equals(name)) {
          TarArchiveInputStream layer = new TarArchiveInputStream(plain(tar));
          for (TarArchiveEntry file; (file = layer.getNextEntry()) != null; ) {
            if (file.isFile() && !file.isSymbolicLink()) {
              files.add(new LayerFile(number, file.getName(), file.getSize(), hash(layer)));
            }
          }
          return;
        }
      }
    }
    throw new IllegalStateException("no layer " + name);
  }

  private static TarArchiveInputStream open(Path archive) throws IOException {
    return new TarArchiveInputStream(
        new java.io.BufferedInputStream(Files.newInputStream(archive), 1 << 16));
  }

  private static InputStream plain(InputStream layer) throws IOException {
    java.io.PushbackInputStream in = new java.io.PushbackInputStream(layer, 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean gzip = magic.length == 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
    return gzip ? new GZIPInputStream(in) : in;
  }

  private static String hash(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
