package io.github.jbuild.engine.buildkit;

import io.github.jbuild.buildkit.filesync.receive.StreamSink;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.builder.ContextPipe;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An image's archive on its way from a buildkitd into the engine, through a pipe of fixed size. */
final class LoadedImage implements StreamSink, StreamSink.Factory {

  private final ContextPipe pipe = new ContextPipe(bytes -> {});
  private final OutputStream sink = pipe.sink();
  private final CompletableFuture<Void> taken = new CompletableFuture<>();
  private final EngineLoad load;

  LoadedImage(EngineLoad load) {
    this.load = load;
  }

  @Override
  public StreamSink open(Map<String, String> metadata) {
    DaemonThreads.start(
        "image-load",
        () -> {
          try {
            load.load(pipe);
            taken.complete(null);
          } catch (RuntimeException e) {
            taken.completeExceptionally(e);
          } finally {
            pipe.close();
          }
        });
    return this;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    sink.write(bytes);
  }

  @Override
  public void complete() throws IOException {
    sink.close();
  }

  @Override
  public void abort() {
    pipe.breakOff("the build has ended");
  }

  /**
   * Waits until the engine has all.
   *
   * @throws JbuildException if it did not take the image
   */
  void await() {
    try {
      taken.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JbuildException known) {
        throw known;
      }
      throw JbuildException.of(Kind.ENVIRONMENT, "the engine did not accept the image").cause(e);
    }
  }
}
