package io.github.jbuild.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the instruction that a vertex carries out by the vertex's name. BuildKit
 * (github.com/moby/buildkit, {@code frontend/dockerfile/dockerfile2llb}) names it {@code [stage
 * 3/9] RUN …}, with the platform before the stage where there are several; it counts the stage's
 * {@code FROM}, if that is of an image, {@code RUN}, {@code COPY}, {@code ADD} and, if the engine
 * makes folders without a container, {@code WORKDIR}. Builders without stages number all
 * instructions of the Dockerfile: {@code [7/31] RUN …}.
 */
final class VertexPlaces {

  private static final Pattern NAME =
      Pattern.compile("\\[(?:(?:\\S+ )?(\\S+) )? *(\\d{1,6})/(\\d{1,6})\\] .*", Pattern.DOTALL);
  private static final Set<String> COUNTED = Set.of("RUN", "COPY", "ADD");

  /**
   * A place in the Dockerfile.
   *
   * @param step index of the step
   * @param lastStep index of the last step that is built as far as the name shows, or -1
   */
  record Place(int step, BuildInstruction instruction, int lastStep) {}

  private final List<BuildStep> steps;
  private final Map<String, List<Place>> stages = new HashMap<>();

  VertexPlaces(List<BuildStep> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      for (BuildInstruction instruction : steps.get(i).instructions()) {
        stages
            .computeIfAbsent(key(instruction.stage()), stage -> new ArrayList<>())
            .add(new Place(i, instruction, -1));
      }
    }
  }

  /** Where the vertex is; empty for one that is not an instruction of this Dockerfile. */
  Optional<Place> find(String vertexName) {
    Matcher name = NAME.matcher(vertexName);
    if (!name.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(name.group(2));
    int of = Integer.parseInt(name.group(3));
    if (index < 1 || index > of) {
      return Optional.empty();
    }
    String stage = name.group(1);
    return stage == null ? Optional.of(numbered(index, of)) : inStage(stage, index, of);
  }

  /**
   * The numbers of a step's instructions that have a vertex with this engine.
   *
   * @param like the name of one of those
   */
  Set<Integer> withVertex(int step, String like) {
    Matcher name = NAME.matcher(like);
    if (name.matches() && name.group(1) != null) {
      return counted(name.group(1), Integer.parseInt(name.group(3))).stream()
          .filter(place -> place.step() == step)
          .map(place -> place.instruction().number())
          .collect(Collectors.toSet());
    }
    return steps.get(step).instructions().stream()
        .map(BuildInstruction::number)
        .collect(Collectors.toSet());
  }

  private Optional<Place> inStage(String stage, int index, int of) {
    List<Place> counted = counted(stage, of);
    return counted.isEmpty() ? Optional.empty() : Optional.of(counted.get(index - 1));
  }

  /** The instructions that the engine counts; empty if it counts otherwise, as with ONBUILD. */
  private List<Place> counted(String stage, int of) {
    List<Place> all = stages.getOrDefault(key(stage), List.of());
    for (boolean workdir : new boolean[] {true, false}) {
      List<Place> counted =
          all.stream().filter(place -> counts(place.instruction(), workdir)).toList();
      if (counted.size() == of) {
        return counted;
      }
    }
    return List.of();
  }

  private static boolean counts(BuildInstruction instruction, boolean workdir) {
    return instruction.image()
        || COUNTED.contains(instruction.keyword())
        || (workdir && instruction.keyword().equals("WORKDIR"));
  }

  private Place numbered(int number, int of) {
    int step = stepOf(number);
    List<BuildInstruction> instructions = steps.get(step).instructions();
    int within = Math.min(number - instructions.get(0).number(), instructions.size() - 1);
    return new Place(step, instructions.get(within), stepOf(of));
  }

  /** An instruction that no step begins with belongs to the step before it. */
  private int stepOf(int number) {
    int found = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).firstInstruction() <= number) {
        found = i;
      }
    }
    return found;
  }

  /** BuildKit writes the names of stages in lower case. */
  private static String key(String stage) {
    return stage.toLowerCase(Locale.ROOT);
  }
}
