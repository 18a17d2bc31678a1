package io.github.jbuild.cli;

import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.cli.build.BuildCommand;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.profile.PlanCommand;
import io.github.jbuild.cli.profile.RenderCommand;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.PlanFacts;
import java.lang.reflect.Field;
import java.util.List;

/**
 * Starts reading what planning and rendering need besides the profile, on threads of its own, while
 * the first thread reads the command line.
 */
final class WarmUp {

  private static final List<String> COMMANDS =
      List.of(BuildCommand.NAME, PlanCommand.NAME, RenderCommand.NAME);

  private final BuiltIns builtIns;

  WarmUp(BuiltIns builtIns) {
    this.builtIns = builtIns;
  }

  /**
   * Whether a command line will need it. Not where libraries may have to log: they read the level
   * once, when the first of them starts, and that must be after the command line has been read.
   */
  static boolean suits(String[] arguments) {
    if (arguments.length == 0 || !COMMANDS.contains(arguments[0])) {
      return false;
    }
    for (String argument : arguments) {
      boolean shortOptions = argument.startsWith("-") && !argument.startsWith("--");
      if (argument.startsWith("--verbose") || (shortOptions && argument.indexOf('v') > 0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Starts the second thread, one that reads the facts that checks need where the command checks,
   * and one that makes ready to speak with BuildKit where it will. What fails there fails again for
   * whoever needs it.
   *
   * @param command a command that {@link #suits}
   */
  void begin(String command) {
    Execution.setLogLevel(false);
    DaemonThreads.startQuietly("warm-up", this::makeAll);
    if (!command.equals(RenderCommand.NAME)) {
      DaemonThreads.startQuietly("warm-up of checks", this::readFacts);
    }
    if (command.equals(BuildCommand.NAME)) {
      DaemonThreads.startQuietly("warm-up of gRPC", Connection::prepare);
    }
  }

  private void makeAll() {
    readAnnotations(JbuildCommand.class);
    readAnnotations(RenderCommand.class);
    Facts planning = new Facts(builtIns.tables());
    Object unused = List.of(planning.releases(), planning.libraries(), planning.families());
    builtIns.renderer().readTemplates();
  }

  private void readFacts() {
    Object unused = PlanFacts.of(builtIns.tables()).facts().packages();
  }

  /** Makes Java load the classes behind annotations, which picocli is about to need. */
  private static void readAnnotations(Class<?> command) {
    Object unused = command.getAnnotations();
    for (Field field : command.getDeclaredFields()) {
      unused = field.getAnnotations();
    }
  }
}
