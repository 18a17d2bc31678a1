package io.github.jbuild.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A wheel as pip installs it: modules, metadata, a RECORD that is right. */
public final class WheelFixture {

  private final String name;
  private final String version;
  private final List<String> requirements = new ArrayList<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private String tag = "py3-none-any";

  private WheelFixture(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** A wheel without files. */
  public static WheelFixture wheel(String name, String version) {
    return new WheelFixture(name, version);
  }

  /** Adds a line {@code Requires-Dist}. */
  public WheelFixture requires(String requirement) {
    requirements.add(requirement);
    return this;
  }

  /** Adds a file, by its path in the site folder. */
  public WheelFixture file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file, by its path in the site folder. */
  public WheelFixture file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** Makes it a build for one Python on 64-bit ARM. */
  public WheelFixture compiled() {
    tag = "cp310-cp310-linux_aarch64";
    return this;
  }

  /** Notes that it was installed from a local file with this SHA-256. */
  public WheelFixture from(String sha256) {
    return file(
        metadata() + "/direct_url.json",
        "{\"url\": \"file:///wheels/%s.whl\", \"archive_info\": {\"hashes\": {\"sha256\": \"%s\"}}}"
            .formatted(name, sha256));
  }

  /** The metadata folder's name. */
  public String metadata() {
    return name.replace('-', '_') + "-" + version + ".dist-info";
  }

  /** Its files in a site folder. */
  public Map<String, byte[]> in(String site) {
    StringBuilder text = new StringBuilder("Metadata-Version: 2.1\n");
    text.append("Name: ").append(name).append("\nVersion: ").append(version).append('\n');
    requirements.forEach(each -> text.append("Requires-Dist: ").append(each).append('\n'));
    file(metadata() + "/METADATA", text.toString());
    file(metadata() + "/WHEEL", "Wheel-Version: 1.0\nTag: " + tag + "\n");
    file(metadata() + "/INSTALLER", "pip\n");
    Map<String, byte[]> installed = new LinkedHashMap<>();
    StringBuilder record = new StringBuilder();
    files.forEach(
        (path, content) -> {
          installed.put(site + "/" + path, content);
          record.append(row(path, content)).append('\n');
        });
    record.append(metadata()).append("/RECORD,,\n");
    installed.put(
        site + "/" + metadata() + "/RECORD", record.toString().getBytes(StandardCharsets.UTF_8));
    return installed;
  }

  /** The row of a RECORD for a file. */
  static String row(String path, byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return path + ",sha256=" + text + "," + content.length;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
