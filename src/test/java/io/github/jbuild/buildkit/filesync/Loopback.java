package io.github.jbuild.buildkit.filesync;

import io.github.jbuild.buildkit.session.SessionService;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;

/** A service behind a real connection, as in a session. */
public final class Loopback implements AutoCloseable {

  private static final int LARGE_HEADERS = 4 << 20;

  private final Server server;
  private final ManagedChannel channel;

  public Loopback(SessionService service) throws IOException {
    server =
        OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
            .maxInboundMetadataSize(LARGE_HEADERS)
            .addService(service.definition())
            .build()
            .start();
    channel =
        OkHttpChannelBuilder.forAddress("127.0.0.1", server.getPort())
            .usePlaintext()
            .proxyDetector(address -> null)
            .build();
  }

  /** What the engine calls on. */
  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
