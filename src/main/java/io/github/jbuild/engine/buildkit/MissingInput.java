package io.github.jbuild.engine.buildkit;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a step needs and BuildKit does not find: a secret, an SSH agent, a file, a
 * download.
 */
final class MissingInput {

  /** A build by {@code POST /build} has no session that could provide credentials. */
  private static final String NO_SESSION = "no active sessions";

  private static final Pattern SECRET =
      Pattern.compile("\\bsecret (\\S+?)(?: not found)?: not found$");

  private static final Pattern AGENT =
      Pattern.compile("no SSH (?:key|agent) \"(.*)\" (?:forwarded from the client|was provided)$");

  /** The file in the words of the cache, or in those of the copy when the source was not hashed. */
  private static final Pattern FILE =
      Pattern.compile(
          "\"(/[^\"]*)\"(?: not found)?: not found$"
              + "|lstat \\S*/buildkit-mount\\d+(/.*): no such file or directory$");

  /** What a vertex downloads: its name is the instruction, or on Docker 20.10 the address. */
  private static final Pattern DOWNLOAD = Pattern.compile("(?:ADD (?:--\\S+ )*)?(https?://\\S+).*");

  private MissingInput() {}

  /**
   * What is missing, if it is that.
   *
   * @param message BuildKit's
   * @param instruction of the step
   */
  static Optional<JbuildException> in(String message, String instruction) {
    Matcher secret = SECRET.matcher(message);
    if (secret.find()) {
      String id = secret.group(1);
      return usage("the secret \"" + id + "\", which was not provided", instruction)
          .map(
              error -> error.hint("--secret id=" + id + ",src=FILE or id=" + id + ",env=VARIABLE"));
    }
    Matcher agent = AGENT.matcher(message);
    if (agent.find()) {
      String id = agent.group(1);
      String value = id.equals("default") ? id : id + "=SOCKET";
      return usage("the SSH agent \"" + id + "\", which was not provided", instruction)
          .map(error -> error.hint("--ssh " + value));
    }
    Matcher file = FILE.matcher(message);
    if (file.find()) {
      String path = file.group(1) == null ? file.group(2) : file.group(1);
      return Optional.of(noFile(path, instruction));
    }
    if (message.endsWith(NO_SESSION)) {
      return Optional.of(
          JbuildException.of(
                  Kind.NETWORK,
                  "the registry requires credentials, which cannot be sent to BuildKit over plain HTTP"
                      + ": "
                      + instruction)
              .hint("connect to the engine's own socket, or docker pull the image first"));
    }
    Matcher download = DOWNLOAD.matcher(instruction);
    if (download.matches()) {
      return Optional.of(
          JbuildException.of(Kind.NETWORK, "the engine cannot download " + download.group(1))
              .details(List.of("the engine says: " + message))
              .hint("check the URL, and the engine's network, DNS and proxy"));
    }
    return Optional.empty();
  }

  private static Optional<JbuildException> usage(String what, String instruction) {
    return Optional.of(JbuildException.of(Kind.USAGE, "a step needs " + what + ": " + instruction));
  }

  private static JbuildException noFile(String path, String instruction) {
    JbuildException error =
        JbuildException.of(
            Kind.BUILD_FAILED, "no such file: " + path + ", needed by " + instruction);
    return instruction.contains("from=")
        ? error
        : error.hint("check that it is in the context and that .dockerignore does not exclude it");
  }
}
