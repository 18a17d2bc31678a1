package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.buildkit.SolveFailure;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.engine.builder.LocalBases;
import io.github.jbuild.engine.failure.BuildFailure;
import io.github.jbuild.engine.failure.BuildPlace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A failure of BuildKit's in the engine's words for failures, with the line of the Dockerfile. */
final class BuildKitFailures {

  private static final Pattern BASE =
      Pattern.compile(
          "\\[internal] load metadata for (\\S+)|\\[[^\\]]*] (FROM .*)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\[[^\\]]*] (.*)", Pattern.DOTALL);

  /** What BuildKit puts before the error of a step or of the Dockerfile. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:failed to solve(?: with frontend [a-z.0-9]+)?: |rpc error: code = \\w+ desc = |failed to"
              + " create LLB definition: |failed to read dockerfile: |failed to load cache key: )+");

  private final LocalBases bases;
  private final UnaryOperator<String> credentials;

  /**
   * @param credentials describes which credentials were used for a registry
   */
  BuildKitFailures(LocalBases bases, UnaryOperator<String> credentials) {
    this.bases = bases;
    this.credentials = credentials;
  }

  JbuildException of(SolveFailure failure, VertexNotes notes, Request request) {
    Optional<BuildStatus.Vertex> vertex = notes.failed(failure.vertex());
    String text = vertex.map(found -> instruction(found.name())).orElse("");
    List<String> tail = vertex.map(notes::tail).orElse(List.of());
    String message = PREFIX.matcher(failure.message()).replaceFirst("");
    Integer exit = failure.exitCode().isPresent() ? failure.exitCode().getAsInt() : null;
    BuildPlace place = new BuildPlace("the build", text, tail);
    JbuildException error =
        MissingInput.in(message, text)
            .orElseGet(
                () ->
                    bases.explain(
                        bases
                            .failures()
                            .build(
                                new BuildFailure(message, exit),
                                place,
                                request.platform(),
                                credentials),
                        place,
                        request.platform()));
    return failure.sources().stream()
        .filter(source -> source.file().isEmpty() || source.file().equals(request.dockerfile()))
        .reduce((outer, inner) -> inner)
        .map(source -> at(error, source, request))
        .orElse(error);
  }

  private static JbuildException at(
      JbuildException error, SolveFailure.SourceLines source, Request request) {
    List<String> lines =
        new String(request.files().dockerfile(), StandardCharsets.UTF_8).lines().toList();
    String line = source.first() <= lines.size() ? lines.get(source.first() - 1) : "";
    return error.at(new SourceSpan(request.dockerfile(), source.first(), 1, line));
  }

  /** The instruction in a vertex's name, with the base of one that only asks a registry. */
  private static String instruction(String name) {
    Matcher base = BASE.matcher(name);
    if (base.matches()) {
      return base.group(1) == null ? base.group(2) : "FROM " + base.group(1);
    }
    Matcher any = NAME.matcher(name);
    return any.matches() ? any.group(1) : name;
  }
}
