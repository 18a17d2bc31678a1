package io.github.jbuild.buildkit.transport;

/**
 * A header that opens a session. Names may repeat.
 *
 * @param name letters, digits and dashes
 * @param value printable ASCII: it travels as a header of HTTP/1.1 or as metadata of gRPC
 */
public record Header(String name, String value) {

  public Header {
    if (!name.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException("not a header name: " + name);
    }
    if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
      throw new IllegalArgumentException(
          "header " + name + " contains characters other than printable ASCII");
    }
  }
}
