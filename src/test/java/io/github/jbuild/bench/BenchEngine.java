package io.github.jbuild.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.concurrent.CompletableFuture;

/** Sends contexts to an engine by docker-java, and forgets what was built of them. */
final class BenchEngine implements AutoCloseable {

  /** Writes a tar. */
  @FunctionalInterface
  interface Context {
    void writeTo(OutputStream out) throws IOException;
  }

  private final DockerClient client;

  BenchEngine(String host) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host)
            .withApiVersion("1.41")
            .build();
    client =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  void build(String dockerfile, Context context) throws IOException {
    Pipe pipe = Pipe.open();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(context, pipe));
    try (InputStream in = Channels.newInputStream(pipe.source())) {
      String image =
          client
              .buildImageCmd()
              .withTarInputStream(in)
              .withDockerfilePath(dockerfile)
              .withNoCache(true)
              .exec(new BuildImageResultCallback())
              .awaitImageId();
      writer.join();
      forget(image);
    }
  }

  void forget(String image) {
    client.removeImageCmd(image).exec();
  }

  private static void write(Context context, Pipe pipe) {
    try (OutputStream out = Channels.newOutputStream(pipe.sink())) {
      context.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
