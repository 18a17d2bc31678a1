package io.github.jbuild.cli;

import java.util.List;

/**
 * Commands that the help shows together.
 *
 * @param title what they are for
 * @param names in the order of the help
 * @param examples command lines to begin with, each with what it does
 */
record CommandGroup(String title, List<String> names, List<Example> examples) {

  CommandGroup {
    names = List.copyOf(names);
    examples = List.copyOf(examples);
  }

  /** A command line and what it does. */
  record Example(String commandLine, String meaning) {}
}
