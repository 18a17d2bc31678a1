package io.github.jbuild.cli;

import picocli.CommandLine.Command;

/** {@code jbuild profile}: what profiles there are and what they say. */
@Command(
    name = "profile",
    description = "List, show and check build profiles.",
    subcommands = {
      ProfileListCommand.class,
      ProfileShowCommand.class,
      ProfileValidateCommand.class,
      ProfileSchemaCommand.class
    })
final class ProfileCommand {}
