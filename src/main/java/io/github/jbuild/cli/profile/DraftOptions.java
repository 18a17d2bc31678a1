package io.github.jbuild.cli.profile;

import io.github.jbuild.cli.terminal.Questions;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.draft.DraftRequest;
import io.github.jbuild.profile.Profile.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what a new profile is for. */
final class DraftOptions {

  enum Server {
    uvicorn,
    none
  }

  private static final int DEFAULT_PORT = 8000;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The profile's name.")
  private @Nullable String name;

  @Option(
      names = "--l4t",
      paramLabel = "RELEASE",
      description = "L4T release on the devices, such as r36.4.0.")
  private @Nullable String l4t;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description = "l4t-cuda, l4t-jetpack, l4t-pytorch or ubuntu; l4t-cuda by default.")
  private @Nullable String family;

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      description = "Base image with its digest; by default a known one.")
  private @Nullable String base;

  @Option(
      names = "--app",
      paramLabel = "DIR",
      description = "Directory of the application, relative to the written file.")
  private @Nullable String app;

  @Option(
      names = "--requirements",
      paramLabel = "FILE",
      description = "Requirement file in that directory; repeatable.")
  private List<String> requirements = new ArrayList<>();

  @Option(
      names = "--python-packages",
      paramLabel = "REQUIREMENT",
      split = ",",
      description = "Python packages, separated by commas; repeatable.")
  private List<String> packages = new ArrayList<>();

  @Option(
      names = "--wheel",
      paramLabel = "NAME[=VERSION]",
      description = "Jetson wheel: torch, torchvision, onnxruntime-gpu …; torch by default.")
  private List<String> wheels = new ArrayList<>();

  @Option(names = "--server", description = "One of ${COMPLETION-CANDIDATES}; uvicorn by default.")
  private @Nullable Server server;

  @Option(names = "--port", description = "Port that the server listens on; 8000 by default.")
  private @Nullable Integer port;

  /** Asks for what no option says. */
  void ask(Questions questions) {
    name = name == null ? questions.ask("Name of the profile", "my-app") : name;
    l4t = l4t == null ? questions.ask("L4T release on the devices", "r36.4.0") : l4t;
    family =
        family == null
            ? questions.ask("Base (l4t-cuda, l4t-jetpack, l4t-pytorch, ubuntu)", "l4t-cuda")
            : family;
    if (app == null) {
      String folder = questions.ask("Directory of the application, or none", ".");
      app = folder.equals("none") ? null : folder;
      if (app != null && requirements.isEmpty()) {
        String file =
            questions.ask("Requirement file in that directory, or none", "requirements.txt");
        requirements = file.equals("none") ? List.of() : List.of(file);
      }
    }
    if (wheels.isEmpty()) {
      wheels = Arrays.asList(questions.ask("Jetson wheels", "torch").split("[, ]+", -1));
    }
    if (server == null) {
      server =
          questions.ask("Server (uvicorn, none)", "uvicorn").equals("none")
              ? Server.none
              : Server.uvicorn;
    }
  }

  /**
   * What is wanted.
   *
   * @throws JbuildException {@code USAGE} if something is missing or wrong
   */
  DraftRequest request() {
    if (name == null || l4t == null) {
      throw JbuildException.of(Kind.USAGE, (name == null ? "the name" : "--l4t") + " is missing")
          .hint("for example jbuild profile init my-app --l4t r36.4.0");
    }
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw JbuildException.of(Kind.USAGE, Quoted.of(name) + " is not a valid profile name")
          .hint("use lower-case letters, digits, dots, dashes and underscores");
    }
    if (!requirements.isEmpty() && app == null) {
      throw JbuildException.of(Kind.USAGE, "--requirements without --app")
          .hint("give the directory of the file with --app");
    }
    int number = Objects.requireNonNullElse(port, DEFAULT_PORT);
    if (number < 1 || number > 65_535) {
      throw JbuildException.of(Kind.USAGE, "the port " + number + " is not between 1 and 65535");
    }
    return new DraftRequest(
        name,
        l4t,
        family(),
        base(),
        wheels.isEmpty() ? List.of("torch") : wheels,
        app,
        requirements,
        packages,
        server != Server.none,
        number);
  }

  private Family family() {
    String wanted = family == null ? Family.L4T_CUDA.id() : family;
    return Arrays.stream(Family.values())
        .filter(one -> one.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                JbuildException.of(Kind.USAGE, "unknown family " + Quoted.of(wanted))
                    .hint(
                        Suggestions.didYouMean(
                            wanted, Arrays.stream(Family.values()).map(Family::id).toList())));
  }

  private @Nullable ImageRef base() {
    if (base == null) {
      return null;
    }
    try {
      ImageRef image = ImageRef.parse(base);
      if (image.digestOrNull() != null) {
        return image;
      }
    } catch (IllegalArgumentException e) {
      throw JbuildException.of(Kind.USAGE, Quoted.of(base) + " is not an image reference").cause(e);
    }
    throw JbuildException.of(Kind.USAGE, "the image " + Quoted.of(base) + " has no digest")
        .hint("write NAME:TAG@sha256:…");
  }
}
