package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildOutputs;
import io.github.jbuild.build.BuildOutputs.Output;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say where a build's result goes, as buildx names them. */
final class OutputOptions {

  private static final List<String> TYPES =
      List.of("docker", "image", "oci", "tar", "local", "cacheonly");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTPUT",
      description =
          "Write the result there instead of loading it into the engine: DIR, - for a tar stream, or"
              + " type=oci|docker|tar|local,dest=PATH; type=docker alone is the engine.")
  private List<String> outputs = new ArrayList<>();

  @Option(names = "--push", description = "Push the image's tags once it is built.")
  private boolean push;

  @Option(names = "--load", description = "Load the image into the engine; this is the default.")
  private boolean load;

  /** What the options request. */
  BuildOutputs outputs() {
    List<Output> wanted = new ArrayList<>();
    for (String text : outputs) {
      wanted.add(output(text));
    }
    if (load && !wanted.isEmpty() && wanted.stream().noneMatch(Output::intoEngine)) {
      wanted.add(new Output("docker", "", Map.of()));
    }
    BuildOutputs requested = new BuildOutputs(wanted, push);
    if (push && !requested.intoEngine()) {
      throw JbuildException.of(
              Kind.USAGE, "--push pushes an image in the engine, but --output writes it elsewhere")
          .hint("add -o type=docker");
    }
    return requested;
  }

  private static Output output(String text) {
    if (!text.contains("=")) {
      return text.equals("-")
          ? new Output("tar", "-", Map.of(), standardOutput())
          : new Output("local", text, Map.of());
    }
    Attributes attributes = new Attributes("--output", text);
    String type = attributes.take("type");
    String destination = attributes.take("dest", "destination");
    if (!TYPES.contains(type)) {
      throw attributes
          .usage(type.isEmpty() ? "the type is missing" : "unknown type \"" + type + "\"")
          .hint(Suggestions.didYouMean(type, TYPES));
    }
    boolean engine = type.equals("image") || type.equals("cacheonly");
    if (destination.isEmpty() && !engine && !type.equals("docker")) {
      throw attributes.usage("dest is missing").hint("add dest=PATH");
    }
    if (type.equals("local") && destination.equals("-")) {
      throw attributes
          .usage("a directory cannot be written to standard output")
          .hint("use type=tar,dest=-");
    }
    if (!type.equals("local")
        && Files.isDirectory(Path.of(destination))
        && !destination.isEmpty()) {
      throw attributes.usage(destination + " is a directory").hint("give a file");
    }
    return new Output(
        type, destination, attributes.rest(), destination.equals("-") ? standardOutput() : null);
  }

  /** The bytes go past the console, whose writer is for text. */
  private static OutputStream standardOutput() {
    return new FileOutputStream(FileDescriptor.out);
  }
}
