package io.github.jbuild.image.python;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.Layer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the file system of an image from texts, with real hashes. */
final class ImageFiles {

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();

  ImageFiles file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  ImageFiles file(String path, byte[] bytes) {
    files.put(path, bytes.clone());
    return this;
  }

  ImageFiles link(String path, String target) {
    links.put(path, target);
    return this;
  }

  ImageFiles without(String path) {
    files.remove(path);
    return this;
  }

  /** Installs files into a site folder with a dist-info, as pip does. */
  ImageFiles wheel(String site, String name, String version, String more, String... pathsAndTexts) {
    String info = name.replace('-', '_') + "-" + version + ".dist-info";
    Map<String, String> wheel = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      wheel.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    wheel.put(info + "/METADATA", "Metadata-Version: 2.1\n" + header(name, version) + more + "\n");
    wheel.put(info + "/INSTALLER", "pip\n");
    StringBuilder record = new StringBuilder();
    wheel.forEach(
        (path, text) -> {
          file(absolute(site, path), text);
          record.append(row(path, text));
        });
    return file(site + "/" + info + "/RECORD", record + info + "/RECORD,,\n");
  }

  private static String absolute(String site, String path) {
    String folder = site;
    String rest = path;
    for (; rest.startsWith("../"); rest = rest.substring(3)) {
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
    return folder + "/" + rest;
  }

  static String header(String name, String version) {
    return "Name: " + name + "\nVersion: " + version + "\n";
  }

  /** A row of a RECORD. */
  static String row(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
    return path + ",sha256=" + hash + "," + bytes.length + "\n";
  }

  static Digest digest(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256(bytes)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  FileTree tree() {
    Map<String, FileEntry> entries = new TreeMap<>();
    FileEntry.Attributes attributes = new FileEntry.Attributes(0644, 0, 0);
    files.forEach(
        (path, bytes) -> {
          folders(entries, path);
          Object seen = KeptPaths.keeps(path, bytes.length) ? new KeptBytes(bytes) : null;
          FileEntry.Content content = new FileEntry.Content(bytes.length, sha256(bytes), seen);
          entries.put(path, entry(path, FileEntry.Type.FILE, attributes, null, content));
        });
    links.forEach(
        (path, target) -> {
          folders(entries, path);
          entries.put(path, entry(path, FileEntry.Type.SYMLINK, attributes, target, null));
        });
    List<FileEntry> all = new ArrayList<>(entries.values());
    return FileTree.over(
        List.of(
            new Layer(0, digest(new byte[0]), 0, "", all, List.of(), List.of())));
  }

  private static void folders(Map<String, FileEntry> entries, String path) {
    for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
      String folder = path.substring(0, at);
      entries.computeIfAbsent(
          folder,
          f ->
              entry(
                  f,
                  FileEntry.Type.DIRECTORY,
                  new FileEntry.Attributes(0755, 0, 0),
                  null,
                  null));
    }
  }

  private static FileEntry entry(
      String path,
      FileEntry.Type type,
      FileEntry.Attributes attributes,
      @Nullable String target,
      FileEntry.@Nullable Content content) {
    int slash = path.lastIndexOf('/');
    String folder = slash == 0 ? "/" : path.substring(0, slash);
    return new FileEntry(folder, path.substring(slash + 1), type, attributes, target, content);
  }
}
