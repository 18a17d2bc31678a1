package io.github.jbuild.cli.profile;

import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.load.LoadedProfile;
import io.github.jbuild.profile.write.ProfileJson;
import io.github.jbuild.profile.write.ProfileWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jbuild profile show}. */
@Command(
    name = "show",
    description = {
      "Print a profile merged with everything that it extends and uses, and with overlays.",
      "With --fragment, print a fragment."
    })
final class ProfileShowCommand implements Callable<Integer> {

  enum Format {
    yaml,
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProfileOptions options = new ProfileOptions();

  @Parameters(arity = "0..1", paramLabel = "NAME|FILE", description = "Profile to show.")
  private @Nullable String profile;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.yaml;

  @Option(names = "--origins", description = "Show where each value was written.")
  private boolean origins;

  @Option(names = "--fragment", description = "NAME is a fragment.")
  private boolean fragment;

  @Override
  public Integer call() {
    List<String> names = new ArrayList<>(options.names());
    if (profile != null) {
      names.add(profile);
    }
    if (names.size() != 1) {
      throw JbuildException.of(
              JbuildException.Kind.USAGE,
              names.isEmpty() ? "give a profile" : "only one profile at a time can be shown")
          .hint("jbuild profile list prints their names");
    }
    LoadedProfile loaded = loaded(names.get(0));
    loaded.profile();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format == Format.json
            ? ProfileJson.of(loaded, origins)
            : ProfileWriter.yaml(loaded, origins));
    out.flush();
    return 0;
  }

  private LoadedProfile loaded(String name) {
    return fragment
        ? options.loader().readFragment(name)
        : options.loader().read(options.selection(name));
  }
}
