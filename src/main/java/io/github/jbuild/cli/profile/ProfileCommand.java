package io.github.jbuild.cli.profile;

import picocli.CommandLine.Command;

/** {@code jbuild profile}: what profiles there are and what they say. */
@Command(
    name = "profile",
    description = "List, show, validate and create profiles.",
    subcommands = {
      ProfileListCommand.class,
      ProfileShowCommand.class,
      ProfileValidateCommand.class,
      ProfileInitCommand.class,
      ProfileSchemaCommand.class
    })
public final class ProfileCommand {}
