package io.github.jbuild.cli;

import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.EngineChoice;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.EngineLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All commands of jbuild. The only place that connects adapters with use cases: a command gets what
 * it needs through its constructor.
 */
final class Commands implements CommandSet {

  private static final String PROFILE = "profile";
  private static final List<String> NAMES =
      List.of(
          BuildCommand.NAME,
          VerifyCommand.NAME,
          CompareCommand.NAME,
          InspectCommand.NAME,
          PROFILE,
          PlanCommand.NAME,
          RenderCommand.NAME,
          ExplainCommand.NAME,
          FactsCommand.NAME,
          CompletionCommand.NAME);

  private final Invocation invocation;
  private final HeadStart headStart;

  Commands(Invocation invocation) {
    this(invocation, new HeadStart());
  }

  Commands(Invocation invocation, HeadStart headStart) {
    this.invocation = invocation;
    this.headStart = headStart;
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public Object create(String name) {
    return switch (name) {
      case BuildCommand.NAME ->
          new BuildCommand(new PlannedJobs(headStart), this::engine, invocation);
      case VerifyCommand.NAME -> new VerifyCommand(headStart, this::engine, invocation);
      case CompareCommand.NAME -> new CompareCommand(headStart, this::engine, invocation);
      case InspectCommand.NAME -> new InspectCommand(headStart, this::engine, invocation);
      case PROFILE -> new ProfileCommand();
      case PlanCommand.NAME -> new PlanCommand(headStart);
      case ExplainCommand.NAME -> new ExplainCommand(headStart, invocation);
      case RenderCommand.NAME -> new RenderCommand(headStart);
      case FactsCommand.NAME -> new FactsCommand(headStart, invocation);
      case CompletionCommand.NAME -> new CompletionCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  private ConnectedEngine engine(EngineChoice choice) {
    Map<String, String> environment = invocation.console().environment();
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new EngineConnector(new EngineLocator(environment, home), invocation.clock())
        .connect(choice);
  }
}
