package io.github.jbuild.plan;

import io.github.jbuild.core.Digest;
import java.net.URI;

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
}
