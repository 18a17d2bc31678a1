package io.github.jbuild.cli.profile;

import io.github.jbuild.profile.load.ProfileSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jbuild profile schema}. */
@Command(name = "schema", description = "Print the JSON Schema for profiles, for editors.")
final class ProfileSchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ProfileSchema.json());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
