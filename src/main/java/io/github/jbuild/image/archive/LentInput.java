package io.github.jbuild.image.archive;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A part of a stream whose rest its owner reads on: it is not closed. */
final class LentInput extends FilterInputStream {

  LentInput(InputStream in) {
    super(in);
  }

  @Override
  public void close() {
    // the owner's business
  }
}
