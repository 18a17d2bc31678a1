package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.FirstProcess;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Shebang;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the container starts is in the image and can be executed, to the interpreter of a script.
 */
final class EntrypointCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB204",
          "entrypoint",
          "the program that the container starts exists and is executable",
          "A container whose program is missing exits at once: \"executable file not found in $PATH\".");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<String> programs = programs(image);
    if (programs.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the image has neither entrypoint nor command");
    }
    Verdict verdict = new Verdict(RULE);
    List<String> found = new ArrayList<>();
    for (String program : programs) {
      Optional<FileEntry> file = Startup.find(program, image.config(), image.files());
      if (file.isEmpty()) {
        verdict.error(
            "\"" + Startup.shown(program) + "\" is not in the image, or not executable",
            program.startsWith("/") ? Startup.shown(program) : null,
            "install it, or use its absolute path");
        continue;
      }
      found.add(Startup.shown(program) + " is " + file.get().path());
      Optional<Shebang> head = file.get().content().flatMap(content -> content.seen(Shebang.class));
      if (head.isPresent() && head.get().firstLine().endsWith("\r")) {
        verdict.error(
            "the script has Windows line endings, so its interpreter is not found",
            file.get().path(),
            "convert it: sed -i 's/\\r$//' FILE");
      }
      head.flatMap(Shebang::interpreter)
          .filter(name -> Startup.find(name, image.config(), image.files()).isEmpty())
          .ifPresent(
              name ->
                  verdict.error(
                      "the script begins with \"#!" + name + "\", which is not in the image",
                      file.get().path(),
                      "install the interpreter"));
    }
    return verdict.result(String.join(", ", found));
  }

  /**
   * The first program, and the one that an init or an entrypoint script hands over to. What follows
   * another entrypoint may as well be its arguments, so that only the path of a program counts.
   */
  private static List<String> programs(ImageContext image) {
    List<String> words = Startup.words(image.config());
    List<String> programs = new ArrayList<>();
    if (!words.isEmpty()) {
      programs.add(words.get(0));
      FirstProcess.handedOver(words).ifPresent(programs::add);
      List<String> command = image.config().command();
      if (!image.config().entrypoint().isEmpty() && !command.isEmpty()) {
        String program = command.get(0);
        if (program.startsWith("/") && program.contains("bin/") && !programs.contains(program)) {
          programs.add(program);
        }
      }
    }
    return programs;
  }
}
