package io.github.jbuild.buildkit.transport;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps gRPC from writing to standard error what its calls report anyway, unless someone has set a
 * level for its log.
 */
final class GrpcLog {

  /** Kept, because unreferenced loggers are garbage collected, and their level with them. */
  private static final Logger LOG = Logger.getLogger("io.grpc");

  private GrpcLog() {}

  static void quiet() {
    if (LOG.getLevel() == null) {
      LOG.setLevel(Level.OFF);
    }
  }
}
