package io.github.jbuild.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs of several stages, as BuildKit builds them side by side. */
public final class KitJobs {

  private static final List<String> STAGES =
      List.of(
          "libs FROM base AS libs: from base",
          "libs RUN list: list libraries",
          "runtime FROM base AS runtime: from base",
          "runtime COPY --from=libs /l /l: take libraries",
          "runtime RUN ldconfig: take libraries",
          "runtime WORKDIR /app: copy app",
          "runtime COPY app .: copy app",
          "runtime ENV A=b: copy app");

  private KitJobs() {}

  /** Five steps in two stages; the second holds a step of two vertexes and a folder. */
  public static BuildJob job(String profile) {
    return of(profile, STAGES);
  }

  /** A third stage that starts from the first, before which nothing is counted. */
  static BuildJob startingFromAStage(String profile) {
    List<String> instructions = new ArrayList<>(STAGES.subList(0, 2));
    instructions.add("python FROM libs AS python: from libs");
    instructions.add("python RUN pip: pip");
    return of(profile, instructions);
  }

  /** What the recordings in {@code src/test/resources/buildkit} were made with. */
  static BuildJob recorded() {
    return of(
        "recorded",
        List.of(
            "libs FROM base AS libs: from base",
            "libs RUN echo list: list",
            "runtime FROM base AS runtime: from base",
            "runtime COPY --from=libs /l /l: copy and link",
            "runtime RUN echo ldconfig: copy and link",
            "runtime WORKDIR /app: app",
            "runtime COPY app .: app",
            "runtime ENV A=b: app",
            "final FROM runtime AS final: from runtime",
            "final RUN echo side: side",
            "final COPY --from=libs /l /l2: copy again",
            "final RUN echo fails; exit 7: fail"));
  }

  private static BuildJob of(String profile, List<String> instructions) {
    List<BuildStep> steps = new ArrayList<>();
    List<BuildInstruction> own = new ArrayList<>();
    StringBuilder dockerfile = new StringBuilder();
    for (int i = 0; i < instructions.size(); i++) {
      String stage = instructions.get(i).substring(0, instructions.get(i).indexOf(' '));
      String text = instructions.get(i).substring(stage.length() + 1).split(": ", 2)[0];
      String keyword = text.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      dockerfile.append(text).append('\n');
      boolean image = text.startsWith("FROM base");
      own.add(new BuildInstruction(i + 1, stage, keyword, image, i + 1, i + 1));
      if (i + 1 == instructions.size()
          || !title(instructions, i).equals(title(instructions, i + 1))) {
        steps.add(new BuildStep(stage, title(instructions, i), null, null, own));
        own = new ArrayList<>();
      }
    }
    return new BuildJob(
        profile,
        "r36.4.0",
        "l4t r36.4.0",
        dockerfile.toString(),
        "Dockerfile",
        steps,
        TestJobs.NoFiles.INSTANCE,
        List.of(),
        List.of(),
        List.of());
  }

  private static String title(List<String> instructions, int index) {
    String instruction = instructions.get(index);
    return instruction.substring(instruction.indexOf(": ") + 2);
  }
}
