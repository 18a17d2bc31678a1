package io.github.jbuild.engine.image;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.core.JbuildException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.Function;

/** The stream of an image; its failures are reported as failures of the engine. */
final class SavedImage extends FilterInputStream {

  private final DockerHttpClient.Response response;
  private final Function<Exception, JbuildException> failure;

  SavedImage(DockerHttpClient.Response response, Function<Exception, JbuildException> failure) {
    super(response.getBody());
    this.response = response;
    this.failure = failure;
  }

  @Override
  public int read() {
    try {
      return in.read();
    } catch (IOException | RuntimeException e) {
      throw failure.apply(e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    try {
      return in.read(into, offset, length);
    } catch (IOException | RuntimeException e) {
      throw failure.apply(e);
    }
  }

  /** Ends the transfer; closing the body itself would first read what is left of it. */
  @Override
  public void close() {
    response.close();
  }

  @Override
  public long skip(long count) {
    try {
      return in.skip(count);
    } catch (IOException | RuntimeException e) {
      throw failure.apply(e);
    }
  }
}
