package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An init is the first process, not the application's interpreter. */
final class InitCheck implements ImageCheck {

  private static final Set<String> INITS =
      Set.of(
          "tini", "tini-static", "dumb-init", "docker-init", "catatonit", "s6-svscan", "systemd");

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
    String first = Startup.baseName(words.get(0));
    boolean byShell = isShell(first) && !String.join(" ", words).contains("exec ");
    if (isServer(first) || byShell) {
      verdict.error(
          "process 1 is " + words.get(0) + (byShell ? ", which passes no signal on" : ""),
          null,
          "app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime");
    }
    return verdict.result("process 1 is " + words.get(0));
  }

  /** The program that an init hands over to: the first word behind its options. */
  static Optional<String> handedOver(List<String> words) {
    if (words.isEmpty() || !INITS.contains(Startup.baseName(words.get(0)))) {
      return Optional.empty();
    }
    return words.stream().skip(1).filter(word -> !word.startsWith("-")).findFirst();
  }

  private static boolean isServer(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith("python") || SERVERS.contains(name);
  }

  private static boolean isShell(String name) {
    return name.equals("sh") || name.equals("bash") || name.equals("dash");
  }
}
