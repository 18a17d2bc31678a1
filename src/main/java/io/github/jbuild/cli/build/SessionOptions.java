package io.github.jbuild.cli.build;

import io.github.jbuild.build.Secret;
import io.github.jbuild.build.SshAgent;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that lend steps secrets and SSH agents while they run, as docker names them. */
final class SessionOptions {

  /** Larger ones docker refuses, too. */
  private static final int LARGEST_SECRET = 500 * 1024;

  @Option(
      names = "--secret",
      paramLabel = "id=ID[,src=FILE|,env=NAME]",
      description = "Secret for RUN --mount=type=secret; never stored in a layer. Repeatable.")
  private List<String> secrets = new ArrayList<>();

  @Option(
      names = "--ssh",
      paramLabel = "ID[=SOCKET]",
      description = "SSH agent for RUN --mount=type=ssh; default uses SSH_AUTH_SOCK. Repeatable.")
  private List<String> ssh = new ArrayList<>();

  /**
   * The secrets; files and variables are looked for now and read when a step asks.
   *
   * @throws JbuildException {@code USAGE} if one is not there
   */
  List<Secret> secrets(Map<String, String> environment) {
    Map<String, Secret> found = new LinkedHashMap<>();
    for (String text : secrets) {
      Secret secret = secret(text, environment);
      found.put(secret.id(), secret);
    }
    return List.copyOf(found.values());
  }

  private static Secret secret(String text, Map<String, String> environment) {
    Attributes attributes = new Attributes("--secret", text);
    String id = attributes.take("id");
    String type = attributes.take("type");
    String file = attributes.take("src", "source");
    String variable = attributes.take("env");
    attributes.end("id", "type", "src", "source", "env");
    if (id.isEmpty()) {
      throw attributes
          .usage("the id is missing")
          .hint("for example --secret id=token,src=token.txt");
    }
    if (!type.isEmpty() && !type.equals("file") && !type.equals("env")) {
      throw attributes.usage("the type must be file or env");
    }
    if (!file.isEmpty() && !variable.isEmpty()) {
      throw attributes.usage("give either a file or a variable");
    }
    // As docker: the id alone names a variable, else a file; with type=env, src names a variable.
    if (type.equals("env") && variable.isEmpty()) {
      variable = file.isEmpty() ? id : file;
      file = "";
    } else if (file.isEmpty() && variable.isEmpty()) {
      if (type.isEmpty() && environment.containsKey(id)) {
        variable = id;
      } else {
        file = id;
      }
    }
    return variable.isEmpty()
        ? fromFile(attributes, id, Path.of(file))
        : fromVariable(attributes, id, variable, environment);
  }

  private static Secret fromVariable(
      Attributes attributes, String id, String variable, Map<String, String> environment) {
    if (!environment.containsKey(variable)) {
      throw attributes.usage("the environment has no variable " + variable);
    }
    return new Secret(
        id, () -> environment.getOrDefault(variable, "").getBytes(StandardCharsets.UTF_8));
  }

  private static Secret fromFile(Attributes attributes, String id, Path file) {
    try {
      if (Files.isDirectory(file) || !Files.isReadable(file)) {
        throw attributes.usage(
            Files.exists(file) ? "cannot read the file " + file : "no such file: " + file);
      }
      if (Files.size(file) > LARGEST_SECRET) {
        throw attributes.usage(file + " is larger than 500 KiB").hint("secrets are small");
      }
    } catch (IOException e) {
      throw attributes.usage("cannot read the file " + file + ": " + e.getMessage()).cause(e);
    }
    return new Secret(id, () -> Files.readAllBytes(file));
  }

  /**
   * The agents.
   *
   * @throws JbuildException {@code USAGE} if one is not there
   */
  List<SshAgent> sshAgents(Map<String, String> environment) {
    Map<String, SshAgent> found = new LinkedHashMap<>();
    for (String text : ssh) {
      int equals = text.indexOf('=');
      String id = equals < 0 ? text : text.substring(0, equals);
      String path =
          equals < 0 ? environment.getOrDefault("SSH_AUTH_SOCK", "") : text.substring(equals + 1);
      found.put(id, agent(text, id.isEmpty() ? "default" : id, path));
    }
    return List.copyOf(found.values());
  }

  private static SshAgent agent(String text, String id, String path) {
    if (path.isEmpty()) {
      throw usage(text, "no SSH agent: SSH_AUTH_SOCK is not set")
          .hint("start one: eval \"$(ssh-agent)\" && ssh-add");
    }
    Path socket = Path.of(path);
    if (Files.notExists(socket)) {
      throw usage(text, "no such socket: " + socket);
    }
    if (Files.isRegularFile(socket)) {
      throw usage(text, socket + " is a file, not the socket of an SSH agent")
          .hint("keys stay in an agent: ssh-add " + socket + ", then --ssh " + id);
    }
    return new SshAgent(id, socket);
  }

  private static JbuildException usage(String text, String problem) {
    return JbuildException.of(Kind.USAGE, "--ssh " + text + ": " + problem);
  }
}
