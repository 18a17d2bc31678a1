package io.github.jbuild.image.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Remembers whether it was the source that failed, and not what is made of its bytes. */
final class FailureTrackingInput extends FilterInputStream {

  private volatile boolean failed;

  FailureTrackingInput(InputStream in) {
    super(in);
  }

  boolean failed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
