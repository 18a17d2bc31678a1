package io.github.jbuild.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** The commands in the root's help: examples first, then each group under its title. */
final class GroupedCommands implements CommandLine.IHelpSectionRenderer {

  private final List<CommandGroup> groups;

  GroupedCommands(List<CommandGroup> groups) {
    this.groups = groups;
  }

  @Override
  public String render(CommandLine.Help help) {
    StringBuilder text = new StringBuilder();
    if (groups.stream().anyMatch(group -> !group.examples().isEmpty())) {
      text.append(String.format("%nFirst steps:%n"));
      TextTable examples = table(help, 0);
      for (CommandGroup group : groups) {
        group
            .examples()
            .forEach(example -> examples.addRowValues(example.commandLine(), example.meaning()));
      }
      text.append(examples);
    }
    int longest =
        groups.stream().flatMap(g -> g.names().stream()).mapToInt(String::length).max().orElse(0);
    for (CommandGroup group : groups) {
      TextTable commands = table(help, longest);
      for (String name : group.names()) {
        commands.addRowValues(
            help.colorScheme().commandText(name),
            help.colorScheme().text(summary(help.subcommands().get(name))));
      }
      text.append(String.format("%n%s:%n", group.title())).append(commands);
    }
    return text.toString();
  }

  private TextTable table(CommandLine.Help help, int longestName) {
    int width = help.commandSpec().usageMessage().width();
    int first =
        4
            + (longestName > 0
                ? longestName
                : groups.stream()
                    .flatMap(group -> group.examples().stream())
                    .mapToInt(example -> example.commandLine().length())
                    .max()
                    .orElse(0));
    return TextTable.forColumns(
        help.colorScheme(),
        new Column(first, 2, Overflow.SPAN),
        new Column(width - first, 0, Overflow.WRAP));
  }

  private static String summary(CommandLine.@Nullable Help command) {
    if (command == null) {
      return "";
    }
    String[] description = command.commandSpec().usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }
}
