package io.github.jbuild.buildkit.transport;

/** How BuildKit is reached behind an endpoint. */
public enum ConnectionMode {
  /** HTTP/1.1, upgraded at {@code /grpc} and once more at {@code /session}: Docker's engine. */
  UPGRADE,
  /** HTTP/1.1, upgraded at {@code /grpc}; the session goes through a tunnel inside. */
  UPGRADE_AND_TUNNEL,
  /** HTTP/2 from the first byte: stand-alone BuildKit, and Docker's engine from API 1.53. */
  DIRECT
}
