package io.github.jbuild.cli;

import java.util.List;

/** The subcommands, each made only when it is needed: start-up pays for the one that runs. */
interface CommandSet {

  /** Names in the order of the help. */
  List<String> names();

  /** The same, as the help shows them together. */
  default List<CommandGroup> groups() {
    return List.of(new CommandGroup("Commands", names(), List.of()));
  }

  /** The annotated command object behind one of {@link #names()}. */
  Object create(String name);
}
