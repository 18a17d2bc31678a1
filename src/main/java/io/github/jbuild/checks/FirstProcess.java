package io.github.jbuild.checks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What entrypoint and command make the first process of a container.
 *
 * @param program the program that remains PID 1, as written
 * @param shell whether it is a shell that only waits for what it started
 */
public record FirstProcess(String program, boolean shell) {

  /** Inits that run the program of their arguments. */
  private static final Set<String> INITS =
      Set.of("tini", "tini-static", "dumb-init", "docker-init", "catatonit");

  /** Options of theirs that a value follows. */
  private static final Set<String> WITH_VALUE = Set.of("-p", "-e", "-r", "--rewrite");

  /** What a shell becomes at the end. */
  private static final Pattern EXEC =
      Pattern.compile("(?:^|[\\s;&|(])exec\\s+(?:-\\S+\\s+)*([^\\s;&|)]+)");

  private static final Set<String> SERVERS =
      Set.of("uvicorn", "gunicorn", "hypercorn", "fastapi", "flask", "celery", "jupyter", "node");

  /**
   * Reads the words of entrypoint and command.
   *
   * @param words at least one
   */
  public static FirstProcess of(List<String> words) {
    boolean shell =
        isShell(baseName(words.get(0))) && words.size() > 2 && words.get(1).matches("-[a-z]*c");
    Optional<String> replaced = shell ? replacement(words.get(2)) : Optional.empty();
    return new FirstProcess(replaced.orElse(words.get(0)), shell && replaced.isEmpty());
  }

  /** Last part of the program's path. */
  public String name() {
    return baseName(program);
  }

  /** Whether it is a program that is not an init and ignores the signals sent to one. */
  public boolean isServer() {
    return name().toLowerCase(Locale.ROOT).startsWith("python") || SERVERS.contains(name());
  }

  /** The program that an init hands over to: the first word behind its options. */
  public static Optional<String> handedOver(List<String> words) {
    if (words.isEmpty() || !INITS.contains(baseName(words.get(0)))) {
      return Optional.empty();
    }
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      if (words.get(at).equals("--")) {
        at++;
        break;
      }
      at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    return at < words.size() ? Optional.of(words.get(at)) : Optional.empty();
  }

  /** The program that a command line of the shell ends as, by the last {@code exec} in it. */
  private static Optional<String> replacement(String line) {
    Matcher exec = EXEC.matcher(line);
    String program = null;
    while (exec.find()) {
      program = exec.group(1);
    }
    return Optional.ofNullable(program);
  }

  private static boolean isShell(String name) {
    return name.equals("sh") || name.equals("bash") || name.equals("dash");
  }

  private static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
