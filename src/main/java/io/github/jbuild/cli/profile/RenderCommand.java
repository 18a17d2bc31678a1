package io.github.jbuild.cli.profile;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.PlannedProfiles;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.render.Dialect;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jbuild render}. */
@Command(
    name = RenderCommand.NAME,
    description = {
      "Print the Dockerfile of a profile, write it to a file, or check a file.",
      "The same profile always renders the same bytes. Uses neither network nor engine."
    })
public final class RenderCommand implements Callable<Integer> {

  public static final String NAME = "render";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final PlannedProfiles profiles;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the Dockerfile to this file; - is standard output.")
  private @Nullable Path output;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description = "buildkit (cache and bind mounts; the default) or classic (no RUN --mount).",
      converter = DialectConverter.class)
  private Dialect dialect = Dialect.BUILDKIT;

  @Option(
      names = "--check",
      description = "Write nothing; exit with 1 and a diff if the file given by --output differs.")
  private boolean check;

  private final BuiltIns builtIns;

  public RenderCommand(BuiltIns builtIns) {
    this.builtIns = builtIns;
    this.profiles = new PlannedProfiles(builtIns);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean toStandardOut = output == null || output.toString().equals("-");
    if (check && toStandardOut) {
      throw JbuildException.of(Kind.USAGE, "--check needs a file to compare with")
          .hint("add --output FILE");
    }
    Plan plan = profiles.plan();
    String dockerfile = builtIns.renderer().render(plan, dialect).text();
    if (output == null || toStandardOut) {
      out.print(dockerfile);
      out.flush();
      return 0;
    }
    DockerfileFile file = new DockerfileFile(output);
    if (!check) {
      file.write(dockerfile);
      return 0;
    }
    List<String> difference = file.difference(dockerfile);
    difference.forEach(out::println);
    out.flush();
    return difference.isEmpty() ? 0 : Kind.FINDINGS.exitCode();
  }

  /** Reads a dialect's name as written in the documentation. */
  static final class DialectConverter implements picocli.CommandLine.ITypeConverter<Dialect> {
    @Override
    public Dialect convert(String value) {
      for (Dialect dialect : Dialect.values()) {
        if (dialect.id().equals(value.toLowerCase(Locale.ROOT))) {
          return dialect;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "unknown dialect \"" + value + "\"; choose buildkit or classic");
    }
  }
}
