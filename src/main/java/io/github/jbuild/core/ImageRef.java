package io.github.jbuild.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an image, in the grammar of github.com/distribution/reference: {@code
 * [registry/]repository[:tag][@digest]}. Docker's short forms are kept as written; {@link
 * #registry()} and {@link #repository()} give the full ones.
 *
 * @param name registry and repository as written
 * @param tagOrNull the tag, if one is written
 * @param digestOrNull the digest, if one is written
 */
public record ImageRef(String name, @Nullable String tagOrNull, @Nullable Digest digestOrNull) {

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String HOST_LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String HOST =
      "(?:" + HOST_LABEL + "(?:\\." + HOST_LABEL + ")*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?";
  private static final Pattern NAME =
      Pattern.compile("(?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<name>" + NAME.pattern() + ")(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>[^@]+))?");

  public ImageRef {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not an image name: \"" + name + '"');
    }
    if (name.length() > 255) {
      throw new IllegalArgumentException("an image name has at most 255 characters");
    }
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException with a message for the user if it is not one
   */
  public static ImageRef parse(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      String remedy =
          text.matches(".*[A-Z].*")
                  && REFERENCE.matcher(text.toLowerCase(java.util.Locale.ROOT)).matches()
              ? ": repository names must be lower case"
              : "";
      throw new IllegalArgumentException("not an image reference: \"" + text + '"' + remedy);
    }
    String digest = matcher.group("digest");
    return new ImageRef(
        matcher.group("name"), matcher.group("tag"), digest == null ? null : Digest.parse(digest));
  }

  /** The tag, if one is written. */
  public Optional<String> tag() {
    return Optional.ofNullable(tagOrNull);
  }

  /** The digest, if one is written. */
  public Optional<Digest> digest() {
    return Optional.ofNullable(digestOrNull);
  }

  /** The registry's host and port; {@code docker.io} for short names. */
  public String registry() {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return "docker.io";
    }
    String first = name.substring(0, slash);
    boolean host = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    return host ? first : "docker.io";
  }

  /** The repository below the registry; {@code library/ubuntu} for {@code ubuntu}. */
  public String repository() {
    String registry = registry();
    if (name.startsWith(registry + "/")) {
      return name.substring(registry.length() + 1);
    }
    return name.indexOf('/') < 0 ? "library/" + name : name;
  }

  /**
   * The same image with the tag {@code latest} where neither tag nor digest is written, as docker
   * takes it.
   */
  public ImageRef withDefaultTag() {
    return tagOrNull == null && digestOrNull == null ? new ImageRef(name, "latest", null) : this;
  }

  @Override
  public String toString() {
    return name
        + (tagOrNull == null ? "" : ":" + tagOrNull)
        + (digestOrNull == null ? "" : "@" + digestOrNull);
  }
}
