package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.ProfileLoader;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.profile.ProfileSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jbuild profile validate}. */
@Command(
    name = "validate",
    description = "Check profiles; without names, all that can be found by name.")
final class ProfileValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProfileOptions options = new ProfileOptions();

  @Parameters(paramLabel = "FILE|NAME", description = "The profiles.")
  private List<String> profiles = new ArrayList<>();

  @Override
  public Integer call() {
    ProfileLoader loader = options.loader();
    List<String> names = new ArrayList<>(options.names());
    names.addAll(profiles);
    if (names.isEmpty()) {
      loader.list().stream().map(ProfileSummary::name).forEach(names::add);
    }
    PrintWriter err = spec.commandLine().getErr();
    int invalid = 0;
    for (String name : names) {
      invalid += validate(loader, name) ? 0 : 1;
    }
    err.println(
        invalid == 0
            ? "valid: " + String.join(", ", names)
            : invalid + " of " + names.size() + " profiles invalid");
    err.flush();
    return invalid == 0 ? 0 : JbuildException.Kind.INVALID_INPUT.exitCode();
  }

  private boolean validate(ProfileLoader loader, String name) {
    PrintWriter out = spec.commandLine().getOut();
    List<ProfileProblem> problems;
    try {
      problems = loader.read(options.selection(name)).problems();
    } catch (JbuildException e) {
      out.print(ProblemText.of(e));
      out.flush();
      return false;
    }
    problems.forEach(problem -> out.print(ProblemText.of(problem)));
    out.flush();
    return problems.isEmpty();
  }
}
