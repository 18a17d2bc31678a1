package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.FirstProcess;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Shebang;
import java.util.List;
import java.util.Set;

/** An init is the first process, not the application's interpreter. */
final class InitCheck implements ImageCheck {

  /** Programs that begin as Python scripts do and are inits all the same. */
  private static final Set<String> SUPERVISORS = Set.of("supervisord", "my_init", "circusd");

  private static final Rule RULE =
      new Rule(
          "JB205",
          "init",
          "an init runs as PID 1",
          "Python as PID 1 ignores SIGTERM, so docker stop waits ten seconds and kills it, and"
              + " orphaned processes are not reaped.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<String> words = Startup.words(image.config());
    if (words.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the image has neither entrypoint nor command");
    }
    Verdict verdict = new Verdict(RULE);
    FirstProcess first = FirstProcess.of(words);
    String shown = Startup.shown(first.program());
    if (first.shell() || first.isServer() || isScriptOfPython(image, first.program())) {
      verdict.error(
          "PID 1 is " + shown + (first.shell() ? ", which does not forward signals" : ""),
          null,
          "app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime");
    }
    return verdict.result("PID 1 is " + shown);
  }

  private static boolean isScriptOfPython(ImageContext image, String program) {
    return !SUPERVISORS.contains(Startup.baseName(program))
        && Startup.find(program, image.config(), image.files())
            .flatMap(FileEntry::content)
            .flatMap(content -> content.seen(Shebang.class))
            .flatMap(Shebang::interpreter)
            .filter(interpreter -> Startup.baseName(interpreter).startsWith("python"))
            .isPresent();
  }
}
