package io.github.jbuild.plan;

import io.github.jbuild.core.Digest;
import io.github.jbuild.profile.Python;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Jetson wheel that the whole build holds on to.
 *
 * @param name distribution name
 * @param version its version
 * @param url where it is downloaded
 * @param sha256 its hash
 * @param file its file name
 */
public record PinnedWheel(String name, String version, URI url, Digest sha256, String file) {

  /** The folder of the wheels in the stages that install them. */
  public static final String FOLDER = "/wheels";

  /** A direct reference (PEP 508) to the downloaded file, which pip checks against the hash. */
  public String reference() {
    return name
        + " @ file://"
        + FOLDER
        + "/"
        + file.replace("+", "%2B")
        + "#sha256="
        + sha256.hex();
  }

  /** The wheels of a Python environment, in the order of the profile. */
  public static List<PinnedWheel> of(Python python) {
    return python.wheels().entrySet().stream()
        .map(entry -> of(python, entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * A devpi index keeps a file under the first 3 and the next 13 digits of its hash (devpi-server,
   * filestore.py).
   */
  private static PinnedWheel of(Python python, String name, Python.Wheel wheel) {
    @Nullable URI url = wheel.urlOrNull();
    if (url != null) {
      return new PinnedWheel(name, wheel.version(), url, wheel.sha256(), Archives.fileName(url));
    }
    String tag = "cp" + python.version().replace(".", "");
    String file =
        String.join("-", name.replace('-', '_'), wheel.version(), tag, tag, "linux_aarch64.whl");
    String hex = wheel.sha256().hex();
    String index = python.index().toString();
    url =
        URI.create(
            (index.endsWith("/") ? index : index + "/")
                + "+f/"
                + hex.substring(0, 3)
                + "/"
                + hex.substring(3, 16)
                + "/"
                + file);
    return new PinnedWheel(name, wheel.version(), url, wheel.sha256(), file);
  }
}
