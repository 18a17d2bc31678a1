package io.github.jbuild.buildkit.transport;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** BuildKit's control API behind an endpoint, and the way for sessions. */
public final class Connection implements AutoCloseable {

  private final Dialer dialer;
  private final ConnectionMode mode;
  private final String reason;
  private final DialingSocketFactory sockets;
  private final ManagedChannel channel;

  private Connection(Dialer dialer, ConnectionMode mode, String reason) {
    this.dialer = dialer;
    this.mode = mode;
    this.reason = reason;
    sockets =
        new DialingSocketFactory(
            () ->
                mode == ConnectionMode.DIRECT
                    ? StreamSocket.of(dialer.dial())
                    : Upgrade.at(dialer, "/grpc", List.of()));
    channel = sockets.channel(dialer.authority());
  }

  /**
   * A connection that is made when it is first used.
   *
   * @param reason why this way, in one line for display
   */
  public static Connection of(Dialer dialer, ConnectionMode mode, String reason) {
    return new Connection(dialer, mode, reason);
  }

  /**
   * Has Java load what a connection needs, which takes it longer than to connect: for a thread with
   * nothing else to do. Nothing is dialled.
   */
  public static void prepare() {
    Dialer nowhere =
        () -> {
          throw new IOException("nothing is dialled");
        };
    of(nowhere, ConnectionMode.UPGRADE, "").close();
  }

  /** How it reaches BuildKit. */
  public ConnectionMode mode() {
    return mode;
  }

  /** Why this mode was chosen, in one line for display. */
  public String reason() {
    return reason;
  }

  /** For calls of the control API. */
  public Channel channel() {
    return channel;
  }

  /** Whether a connection was there and is gone. */
  public boolean broken() {
    return sockets.broken();
  }

  /**
   * Opens the connection of a session, on which the engine will speak HTTP/2 as a client.
   *
   * @throws IOException if the engine refuses it
   */
  public StreamSocket openSession(List<Header> headers) throws IOException {
    if (mode == ConnectionMode.UPGRADE) {
      try {
        return Upgrade.at(dialer, "/session", headers);
      } catch (UpgradeRefused e) {
        if (e.status() != 404 && e.status() != 501) {
          throw e;
        }
        // An engine that keeps /grpc only has the tunnel.
      }
    }
    return Tunnel.open(channel, headers);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.close();
  }
}
