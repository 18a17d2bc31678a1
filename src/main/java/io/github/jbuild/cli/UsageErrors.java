package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Puts picocli's complaints about a command line in jbuild's words. */
final class UsageErrors {

  private UsageErrors() {}

  static JbuildException inWords(CommandLine.ParameterException e) {
    if (e.getCause() instanceof JbuildException known) {
      return known;
    }
    CommandLine command = e.getCommandLine();
    String help = "see \"" + command.getCommandSpec().qualifiedName() + " --help\"";
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched.getUnmatched().get(0), help);
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return usage(lowerFirst(message)).hint(help);
  }

  private static JbuildException unmatched(CommandLine command, String argument, String help) {
    boolean option = argument.startsWith("-") && argument.length() > 1;
    boolean group = !command.getSubcommands().isEmpty();
    String typed = option && argument.contains("=") ? argument.split("=", 2)[0] : argument;
    String what = option ? "unknown option" : group ? "unknown command" : "unexpected argument";
    List<String> near =
        option
            ? Suggestions.nearest(typed, optionNames(command))
            : Suggestions.nearest(typed, command.getSubcommands().keySet());
    String hint = near.isEmpty() ? help : Suggestions.didYouMean(typed, near) + " " + help;
    return usage(what + " \"" + typed + '"').hint(hint);
  }

  private static List<String> optionNames(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }

  private static JbuildException usage(String message) {
    return JbuildException.of(Kind.USAGE, message);
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
