package io.github.jbuild.buildkit.transport;

import java.io.IOException;

/**
 * An endpoint answered a request to upgrade in plain HTTP, and not with 101: it has no BuildKit
 * there, or something between strips the upgrade. Other ways to build may still be open.
 */
public final class UpgradeRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  UpgradeRefused(String path, int status, String text) {
    super("%s was rejected: HTTP %d%s".formatted(path, status, text.isEmpty() ? "" : ", " + text));
    this.status = status;
    this.text = text;
  }

  /** The HTTP status, such as 404. */
  public int status() {
    return status;
  }

  /** What the endpoint says, in its words; may be empty. */
  public String text() {
    return text;
  }
}
