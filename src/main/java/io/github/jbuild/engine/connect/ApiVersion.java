package io.github.jbuild.engine.connect;

import java.util.Comparator;
import java.util.Optional;

/** A version of the Docker Engine API, such as 1.41. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The oldest that is spoken: that of Docker 20.10 and Podman 4.3, the oldest engines tried. */
  public static final ApiVersion OLDEST = new ApiVersion(1, 41);

  /** The newest that is spoken: Docker 28.5. Newer engines speak it, too. */
  public static final ApiVersion NEWEST = new ApiVersion(1, 51);

  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /** Reads {@code major.minor}; empty if it is anything else. */
  public static Optional<ApiVersion> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ApiVersion(
              Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** The version to speak with an engine whose newest is this: the older of the two newest. */
  public ApiVersion negotiated() {
    return compareTo(NEWEST) < 0 ? this : NEWEST;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
