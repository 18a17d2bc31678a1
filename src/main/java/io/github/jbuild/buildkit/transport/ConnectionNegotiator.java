package io.github.jbuild.buildkit.transport;

import io.github.jbuild.buildkit.proto.control.ListWorkersRequest;
import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the way to BuildKit behind an endpoint. */
public final class ConnectionNegotiator {

  /** The first API of Docker's engine that takes HTTP/2 at once: engine 29.2. */
  private static final int DIRECT_SINCE = 53;

  private static final int PATIENCE_SECONDS = 20;
  private static final Pattern API = Pattern.compile("1\\.(\\d{1,6})");

  private ConnectionNegotiator() {}

  /**
   * Connects, and has an answer of BuildKit's when it returns.
   *
   * @param apiVersionOrNull the API version of Docker's engine, such as {@code 1.41}; null for an
   *     endpoint that does not report one, such as stand-alone BuildKit
   * @throws UpgradeRefused if there is an HTTP server without BuildKit
   * @throws IOException if nothing responds, or not as BuildKit does
   */
  public static Connection choose(Dialer dialer, @Nullable String apiVersionOrNull)
      throws IOException {
    Matcher api = API.matcher(apiVersionOrNull == null ? "" : apiVersionOrNull);
    if (api.matches() && Integer.parseInt(api.group(1)) < DIRECT_SINCE) {
      return proved(
          dialer, ConnectionMode.UPGRADE, "API " + apiVersionOrNull + " upgrades at /grpc");
    }
    IOException direct;
    try {
      return proved(dialer, ConnectionMode.DIRECT, "the endpoint accepts HTTP/2 directly");
    } catch (IOException e) {
      direct = e;
    }
    try {
      return proved(
          dialer,
          ConnectionMode.UPGRADE,
          "no direct HTTP/2 (%s): upgraded at /grpc".formatted(firstLine(direct)));
    } catch (IOException e) {
      e.addSuppressed(direct);
      throw e;
    }
  }

  private static Connection proved(Dialer dialer, ConnectionMode mode, String reason)
      throws IOException {
    Connection connection = Connection.of(dialer, mode, reason);
    try {
      ClientCalls.blockingUnaryCall(
          connection.channel(),
          Control.LIST_WORKERS,
          CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
          ListWorkersRequest.getDefaultInstance());
      return connection;
    } catch (StatusRuntimeException e) {
      connection.close();
      throw cause(e);
    }
  }

  /** What the dialer or the upgrade threw, without gRPC's wrapping. */
  private static IOException cause(StatusRuntimeException failure) {
    for (Throwable e = failure.getCause(); e != null; e = e.getCause()) {
      if (e instanceof UpgradeRefused refused) {
        return refused;
      }
    }
    if (failure.getCause() instanceof IOException io) {
      return io;
    }
    return new IOException("BuildKit does not respond: " + failure.getStatus(), failure);
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
