package io.github.jbuild.cli;

import io.github.jbuild.cli.CommandGroup.Example;
import io.github.jbuild.cli.build.BuildCommand;
import io.github.jbuild.cli.build.ProfileJobs;
import io.github.jbuild.cli.explain.ExplainCommand;
import io.github.jbuild.cli.explain.FactsCommand;
import io.github.jbuild.cli.image.CompareCommand;
import io.github.jbuild.cli.image.InspectCommand;
import io.github.jbuild.cli.image.VerifyCommand;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.profile.PlanCommand;
import io.github.jbuild.cli.profile.ProfileCommand;
import io.github.jbuild.cli.profile.RenderCommand;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All commands of jbuild. The only place that connects adapters with use cases: a command gets what
 * it needs through its constructor.
 */
final class Commands implements CommandSet {

  private static final String PROFILE = "profile";
  static final List<CommandGroup> GROUPS =
      List.of(
          new CommandGroup(
              "Build",
              List.of(BuildCommand.NAME, PlanCommand.NAME, RenderCommand.NAME),
              List.of(
                  new Example("jbuild build --profile cuda-base", "build an image and tag it"))),
          new CommandGroup(
              "Check",
              List.of(VerifyCommand.NAME, CompareCommand.NAME, InspectCommand.NAME),
              List.of(
                  new Example("jbuild verify cuda-base", "check the image without a GPU"),
                  new Example(
                      "jbuild compare jetpack cuda-base", "see what two images differ in"))),
          new CommandGroup(
              "Know",
              List.of(ExplainCommand.NAME, FactsCommand.NAME),
              List.of(new Example("jbuild explain cuda-base", "read why each step is there"))),
          new CommandGroup(
              "Profiles",
              List.of(PROFILE),
              List.of(new Example("jbuild profile init", "begin a profile of your own"))),
          new CommandGroup("Shell", List.of(CompletionCommand.NAME), List.of()));

  private static final List<String> NAMES =
      GROUPS.stream().flatMap(group -> group.names().stream()).toList();

  private final Invocation invocation;
  private final BuiltIns builtIns;

  Commands(Invocation invocation) {
    this(invocation, new BuiltIns());
  }

  Commands(Invocation invocation, BuiltIns builtIns) {
    this.invocation = invocation;
    this.builtIns = builtIns;
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public List<CommandGroup> groups() {
    return GROUPS;
  }

  @Override
  public Object create(String name) {
    return switch (name) {
      case BuildCommand.NAME ->
          new BuildCommand(new ProfileJobs(builtIns), this::engine, invocation);
      case VerifyCommand.NAME -> new VerifyCommand(builtIns, this::engine, invocation);
      case CompareCommand.NAME -> new CompareCommand(builtIns, this::engine, invocation);
      case InspectCommand.NAME -> new InspectCommand(builtIns, this::engine, invocation);
      case PROFILE -> new ProfileCommand();
      case PlanCommand.NAME -> new PlanCommand(builtIns);
      case ExplainCommand.NAME -> new ExplainCommand(builtIns, invocation);
      case RenderCommand.NAME -> new RenderCommand(builtIns);
      case FactsCommand.NAME -> new FactsCommand(builtIns, invocation);
      case CompletionCommand.NAME -> new CompletionCommand();
      default -> throw new IllegalArgumentException("no such command: " + name);
    };
  }

  private ConnectedEngine engine(EngineChoice choice) {
    Map<String, String> environment = invocation.console().environment();
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new EngineConnector(new EngineLocator(environment, home), invocation.clock())
        .connect(choice);
  }
}
