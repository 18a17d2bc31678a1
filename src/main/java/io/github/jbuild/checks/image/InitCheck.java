package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Head;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An init is the first process, not the application's interpreter. */
final class InitCheck implements ImageCheck {

  /** Inits that run the program of their arguments. */
  private static final Set<String> INITS =
      Set.of("tini", "tini-static", "dumb-init", "docker-init", "catatonit");

  /** Options of theirs that a value follows. */
  private static final Set<String> WITH_VALUE = Set.of("-p", "-e", "-r", "--rewrite");

  /** Programs that begin as Python scripts do and are inits all the same. */
  private static final Set<String> SUPERVISORS = Set.of("supervisord", "my_init", "circusd");

  /** What a shell becomes at the end. */
  private static final Pattern EXEC =
      Pattern.compile("(?:^|[\\s;&|(])exec\\s+(?:-\\S+\\s+)*([^\\s;&|)]+)");

  private static final Set<String> SERVERS =
      Set.of("uvicorn", "gunicorn", "hypercorn", "fastapi", "flask", "celery", "jupyter", "node");

  private static final Rule RULE =
      new Rule(
          "JB205",
          "init",
          "an init is the first process",
          "Python as process 1 ignores SIGTERM, so that docker stop waits ten seconds and kills it, and"
              + " nobody reaps its orphans.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageUnderTest image, Expectations expected) {
    List<String> words = Startup.words(image.config());
    if (words.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the image has neither entrypoint nor command");
    }
    Verdict verdict = new Verdict(RULE);
    String program = Startup.baseName(words.get(0));
    boolean shell = isShell(program) && words.size() > 2 && words.get(1).matches("-[a-z]*c");
    Optional<String> replaced = shell ? replacement(words.get(2)) : Optional.empty();
    boolean byShell = shell && replaced.isEmpty();
    String first = replaced.orElse(words.get(0));
    if (byShell || isServer(Startup.baseName(first)) || isScriptOfPython(image, first)) {
      verdict.error(
          "process 1 is " + Startup.shown(first) + (byShell ? ", which passes no signal on" : ""),
          null,
          "app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime");
    }
    return verdict.result("process 1 is " + Startup.shown(first));
  }

  /** The program that an init hands over to: the first word behind its options. */
  static Optional<String> handedOver(List<String> words) {
    if (words.isEmpty() || !INITS.contains(Startup.baseName(words.get(0)))) {
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

  private static boolean isScriptOfPython(ImageUnderTest image, String program) {
    return !SUPERVISORS.contains(Startup.baseName(program))
        && Startup.find(program, image.config(), image.files())
            .flatMap(FileEntry::content)
            .flatMap(content -> content.seen(Head.class))
            .flatMap(Head::interpreter)
            .filter(interpreter -> Startup.baseName(interpreter).startsWith("python"))
            .isPresent();
  }

  private static boolean isServer(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("python") || SERVERS.contains(name);
  }

  private static boolean isShell(String name) {
    return name.equals("sh") || name.equals("bash") || name.equals("dash");
  }
}
