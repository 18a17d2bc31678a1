package io.github.jbuild.cli.profile;

import io.github.jbuild.cli.options.ProfileFolders;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.profile.load.ProfileSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jbuild profile list}. */
@Command(
    name = "list",
    description = "List the profiles, or the fragments, that are found by name.")
final class ProfileListCommand implements Callable<Integer> {

  enum Format {
    table,
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProfileFolders folders = new ProfileFolders();

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.table;

  @Option(
      names = "--fragments",
      description = "List the fragments that profiles can use, instead of the profiles.")
  private boolean fragments;

  @Override
  public Integer call() {
    List<ProfileSummary> profiles =
        fragments ? folders.loader().fragments() : folders.loader().list();
    PrintWriter out = spec.commandLine().getOut();
    out.print(format == Format.json ? json(profiles) : table(profiles));
    out.flush();
    return 0;
  }

  private static String table(List<ProfileSummary> profiles) {
    int name = width(profiles.stream().map(ProfileSummary::name).toList());
    int source = width(profiles.stream().map(ProfileSummary::source).toList());
    String row = "%-" + name + "s  %-" + source + "s  %s%n";
    return profiles.stream()
        .map(
            profile ->
                String.format(row, profile.name(), profile.source(), words(profile)).stripTrailing()
                    + "\n")
        .collect(Collectors.joining());
  }

  private static int width(List<String> column) {
    return Math.max(1, column.stream().mapToInt(String::length).max().orElse(1));
  }

  private static String words(ProfileSummary profile) {
    @Nullable String problem = profile.problemOrNull();
    return problem == null ? profile.description() : "invalid: " + problem;
  }

  private static String json(List<ProfileSummary> profiles) {
    return profiles.stream()
        .map(ProfileListCommand::json)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static String json(ProfileSummary profile) {
    return String.format(
        "  {\"name\": %s, \"description\": %s, \"source\": %s, \"problem\": %s}",
        Quoted.json(profile.name()),
        Quoted.json(profile.description()),
        Quoted.json(profile.source()),
        profile.problemOrNull() == null ? "null" : Quoted.json(profile.problemOrNull()));
  }
}
