package io.github.jbuild.cli;

import java.util.List;

/**
 * All commands of jbuild. The only place that connects adapters with use cases: a command gets what
 * it needs through its constructor.
 */
final class Commands implements CommandSet {

  private static final String PROFILE = "profile";
  private static final List<String> NAMES =
      List.of(PROFILE, PlanCommand.NAME, RenderCommand.NAME, CompletionCommand.NAME);

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public Object create(String name) {
    return switch (name) {
      case PROFILE -> new ProfileCommand();
      case PlanCommand.NAME -> new PlanCommand();
      case RenderCommand.NAME -> new RenderCommand();
      case CompletionCommand.NAME -> new CompletionCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }
}
