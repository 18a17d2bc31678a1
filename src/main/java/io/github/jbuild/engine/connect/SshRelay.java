package io.github.jbuild.engine.connect;

import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.auth.ProgramPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Unix socket, in a folder that only this user may enter, each connection of which is one {@code
 * ssh … docker system dial-stdio}. So all that can speak to a local engine speaks to a far one.
 */
final class SshRelay implements AutoCloseable {

  private final Path folder;
  private final Path socket;
  private final ServerSocketChannel server;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Set<SshConnection> open = ConcurrentHashMap.newKeySet();
  private volatile String complaint = "";

  private SshRelay(
      Path folder,
      ServerSocketChannel server,
      List<String> command,
      Map<String, String> environment) {
    this.folder = folder;
    this.socket = folder.resolve("engine.sock");
    this.server = server;
    this.command = command;
    this.environment = environment;
  }

  /**
   * Starts to listen; the far end is not contacted before the first connection.
   *
   * @throws JbuildException {@code ENVIRONMENT} if there is no ssh, or no place for the socket
   */
  static SshRelay start(SshTarget target, Map<String, String> environment) {
    Path ssh = ProgramPath.find("ssh", environment);
    if (ssh == null) {
      throw JbuildException.of(
              Kind.ENVIRONMENT,
              "an engine over ssh:// needs the program ssh, which is not installed")
          .hint("on Debian and Ubuntu: apt-get install openssh-client");
    }
    List<String> command = new ArrayList<>(List.of(ssh.toString()));
    command.addAll(target.arguments());
    try {
      Path folder =
          Files.createTempDirectory(
              "jbuild-ssh",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      SshRelay relay = new SshRelay(folder, server, command, environment);
      server.bind(UnixDomainSocketAddress.of(relay.socket));
      DaemonThreads.start("ssh-relay", relay::accept);
      return relay;
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "cannot create a socket for ssh: " + e.getMessage())
          .hint("check that the directory for temporary files is writable")
          .cause(e);
    }
  }

  /** The socket's path. */
  Path socket() {
    return socket;
  }

  /** What ssh last complained of; empty when it did not. */
  String complaint() {
    return complaint;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        serve(server.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    SshConnection connection = new SshConnection(client, builder.start(), this::ended);
    open.add(connection);
    connection.begin();
  }

  private void ended(SshConnection connection, String said) {
    open.remove(connection);
    if (!said.isEmpty()) {
      complaint = said;
    }
  }

  /** Ends all connections and removes the socket. */
  @Override
  public void close() {
    try {
      server.close();
      open.forEach(SshConnection::close);
      Files.deleteIfExists(socket);
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
