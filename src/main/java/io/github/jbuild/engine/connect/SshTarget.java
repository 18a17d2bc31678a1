package io.github.jbuild.engine.connect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine at the far end of ssh, as docker's command line takes it (github.com/docker/cli, {@code
 * cli/connhelper}): {@code ssh://[user@]host[:port][/path/of/socket]}.
 *
 * @param user login name; empty for ssh's own choice
 * @param host host name, or an alias of ssh's configuration
 * @param port port; -1 for ssh's own choice
 * @param socket path of the engine's socket at the far end; empty for docker's own choice there
 */
record SshTarget(String user, String host, int port, String socket) {

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it has no host, a password, or what ssh takes for an option
   */
  static SshTarget parse(String address) {
    URI uri = URI.create(address);
    String host = uri.getHost() == null ? String.valueOf(uri.getAuthority()) : uri.getHost();
    String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    if (uri.getHost() == null) {
      int at = host.lastIndexOf('@');
      user = at < 0 ? "" : host.substring(0, at);
      host = host.substring(at + 1);
    }
    if (user.contains(":")) {
      throw new IllegalArgumentException("a password does not belong in an address");
    }
    if (!host.matches("[A-Za-z0-9_\\[][A-Za-z0-9_.:%\\[\\]-]*") || user.startsWith("-")) {
      throw new IllegalArgumentException("not an address of the form ssh://user@host:port");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("nothing may follow the socket path");
    }
    String path = uri.getPath() == null || uri.getPath().equals("/") ? "" : uri.getPath();
    if (!path.matches("(/[A-Za-z0-9_.@%+=:,-]+)*")) {
      throw new IllegalArgumentException(
          "the socket path contains characters that a shell would interpret");
    }
    return new SshTarget(user, host.replaceAll("^\\[(.*)]$", "$1"), uri.getPort(), path);
  }

  /** The beginning of a command line for the shell of a person who wants to see what is wrong. */
  String byHand() {
    return "ssh"
        + (port > 0 ? " -p " + port : "")
        + " "
        + (user.isEmpty() ? "" : user + "@")
        + host;
  }

  /** The words after {@code ssh} that connect standard input and output with the engine. */
  List<String> arguments() {
    List<String> words = new ArrayList<>(List.of("-o", "ConnectTimeout=30", "-T"));
    if (!user.isEmpty()) {
      words.addAll(List.of("-l", user));
    }
    if (port > 0) {
      words.addAll(List.of("-p", Integer.toString(port)));
    }
    words.addAll(List.of("--", host, "docker"));
    if (!socket.isEmpty()) {
      words.addAll(List.of("--host", "unix://" + socket));
    }
    words.addAll(List.of("system", "dial-stdio"));
    return words;
  }
}
