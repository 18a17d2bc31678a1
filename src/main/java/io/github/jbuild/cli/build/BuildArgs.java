package io.github.jbuild.cli.build;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code --build-arg} and {@code --label} values. Build args stay in the image's history, so what
 * looks like a secret is refused (the names are those of BuildKit's rule SecretsUsedInArgOrEnv).
 */
final class BuildArgs {

  private static final String SECRET_WORDS =
      "api_?key|auth|credentials?|key|password|passwd|pword|secret|token";

  private BuildArgs() {}

  /**
   * Reads {@code NAME=VALUE}; a {@code NAME} alone takes the environment's value, as docker does,
   * and is left out when there is none.
   */
  static Map<String, String> parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (name.isBlank()) {
        throw usage("--build-arg takes NAME=VALUE, not \"" + argument + '"', "give it a name");
      }
      @Nullable String value = equals < 0 ? environment.get(name) : argument.substring(equals + 1);
      if (value != null) {
        refuseSecret(name, value);
        parsed.put(name, value);
      }
    }
    return parsed;
  }

  /** Reads {@code KEY=VALUE}; a {@code KEY} alone has an empty value, as with docker. */
  static Map<String, String> labels(List<String> arguments) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts[0].isBlank()) {
        throw usage("--label takes KEY=VALUE, not \"" + argument + '"', "give it a key");
      }
      parsed.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return parsed;
  }

  private static void refuseSecret(String name, String value) {
    Pattern secret =
        Pattern.compile("(?:^|_)(?:" + SECRET_WORDS + ")(?:_|$)", Pattern.CASE_INSENSITIVE);
    if (secret.matcher(name).find()
        && !name.toLowerCase(java.util.Locale.ROOT).contains("public")) {
      throw usage(
          "--build-arg " + name + " looks like a secret",
          "build args stay in the image's history: fetch what needs it before the build and add it"
              + " to the context, or pass it to the container at run time");
    }
    if (value.matches("(?s).*://[^/@\\s]+:[^/@\\s]+@.*")) {
      throw usage(
          "--build-arg " + name + " contains a URL with a password",
          "build args stay in the image's history: use a URL without credentials");
    }
  }

  private static JbuildException usage(String message, String hint) {
    return JbuildException.of(Kind.USAGE, message).hint(hint);
  }
}
