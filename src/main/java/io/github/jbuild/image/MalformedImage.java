package io.github.jbuild.image;

import java.io.IOException;

/** An archive, layout or layer that is not what it should be; the message says how. */
final class MalformedImage extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedImage(String message) {
    super(message);
  }
}
