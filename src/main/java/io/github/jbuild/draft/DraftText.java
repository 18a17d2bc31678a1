package io.github.jbuild.draft;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.facts.WheelFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a new profile, with comments for who edits it. */
public final class DraftText {

  private static final Pattern UVICORN = Pattern.compile("(?i)uvicorn\\s*([\\[(<>=!~@;].*)?");

  private final ProfileDraft draft;
  private final DraftRequest request;
  private final StringBuilder out = new StringBuilder();

  private DraftText(ProfileDraft draft) {
    this.draft = draft;
    this.request = draft.request();
  }

  /** The profile as YAML. */
  public static String yaml(ProfileDraft draft) {
    DraftText text = new DraftText(draft);
    text.head();
    text.libraries();
    text.packages();
    text.python();
    text.app();
    text.expect();
    return text.out.toString();
  }

  private void head() {
    line("# %s on L4T %s (JetPack %s).", request.name(), request.l4t(), draft.release().jetpack());
    line("# jbuild profile validate checks it, jbuild explain says why each step is needed.");
    line("");
    line("profile: %s", request.name());
    if (request.uvicorn()) {
      line("# tini as PID 1, the asyncio loop, the model loaded by the first request.");
      line("use: [uvicorn]");
    }
    line("");
    line("l4t: %s", request.l4t());
    line("");
    line("# %s.", draft.family().why());
    line("base:");
    line("  family: %s", request.family().id());
    line("  image: %s", draft.base());
    if (draft.donorOrNull() != null) {
      line("");
      line("# What the base lacks is copied from here; nothing else from it ends up in the image.");
      line("donor:");
      line("  image: %s", draft.donorOrNull());
    }
  }

  private void libraries() {
    if (draft.libraries().isEmpty()) {
      return;
    }
    line("");
    line("libraries:");
    for (LibrarySet set : draft.libraries()) {
      line("  # %s.", set.why());
      line("  %s:", set.name());
      if (set.name().equals("cudnn")) {
        line("    version: \"%s\"", DraftWheels.minor(draft.release().cudnn()));
      }
      line("    from: %s", draft.brought(set) ? "base" : "donor");
    }
  }

  private void packages() {
    TreeSet<String> packages = new TreeSet<>(draft.packages());
    packages.addAll(List.of("python3", "tini"));
    if (!draft.wheels().isEmpty()) {
      packages.add("libgomp1");
    }
    line("");
    line("apt:");
    line("  # What the wheels link besides CUDA, and tini, which makes docker stop work.");
    line("  runtime: [%s]", String.join(", ", packages));
  }

  private void python() {
    line("");
    line("python:");
    line("  version: \"%s\"", draft.python());
    line("  index: https://pypi.jetson-ai-lab.io/%s", draft.wheels().get(0).index());
    line("  # Jetson builds, by hash: a version alone does not identify a build.");
    line("  wheels:");
    for (WheelFact wheel : draft.wheels()) {
      line("    %s:", wheel.name());
      line("      version: %s", wheel.version());
      line("      sha256: %s", wheel.sha256());
    }
    List<String> packages = new ArrayList<>(request.packages());
    // A requirement file may contain it; packages that are listed one by one are known.
    if (request.uvicorn()
        && request.requirements().isEmpty()
        && packages.stream().noneMatch(UVICORN.asMatchPredicate())) {
      packages.add("uvicorn");
    }
    list("  requirements:", request.requirements());
    list("  packages:", packages);
    List<String> bundled =
        draft.family().bundled().stream()
            .filter(name -> draft.wheels().stream().noneMatch(wheel -> wheel.name().equals(name)))
            .toList();
    if (!bundled.isEmpty()) {
      line("  # The base has them for its own torch; they do not import with another one.");
      list("  remove:", bundled);
    }
    @Nullable String numpy = numpyOrNull();
    if (numpy != null) {
      line("  # The wheels are compiled against this NumPy and crash with another one.");
      line("  constraints: [%s]", Quoted.json("numpy" + numpy));
    }
  }

  /** What the wheels need of NumPy; null when they take any. */
  private @Nullable String numpyOrNull() {
    String specifiers =
        draft.wheels().stream()
            .map(WheelFact::numpyOrNull)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(","));
    return specifiers.isEmpty() ? null : specifiers;
  }

  private void app() {
    line("");
    line("app:");
    @Nullable String folder = request.appOrNull();
    if (folder != null) {
      line("  context: %s", Quoted.json(folder));
      line("  copy:");
      line("    - from: .");
      line("      to: /app/");
    }
    line("  workdir: /app");
    if (request.uvicorn()) {
      line("  expose: [%d]", request.port());
      line(
          "  # Module and name of the application; never use --reload, which forks after CUDA is initialized.");
      line(
          "  command: [python3, -m, uvicorn, \"app:app\", --host, 0.0.0.0, --port, \"%d\", --loop, asyncio]",
          request.port());
    } else {
      line("  entrypoint: [tini, --]");
      line("  command: [python3]");
    }
  }

  private void expect() {
    line("");
    line("# jbuild verify compares the finished image with this.");
    line("expect:");
    line("  python: \"%s\"", draft.python());
    line("  cuda: \"%s\"", DraftWheels.minor(draft.release().cuda()));
    for (WheelFact wheel : draft.wheels()) {
      switch (wheel.name()) {
        case "torch", "torchvision" -> line("  %s: %s", wheel.name(), wheel.version());
        case "onnxruntime-gpu" -> line("  onnxruntime: %s", wheel.version());
        default -> {}
      }
    }
    @Nullable String numpy = numpyOrNull();
    if (numpy != null) {
      line("  numpy: %s", Quoted.json(numpy));
    }
  }

  private void list(String key, List<String> items) {
    if (!items.isEmpty()) {
      line("%s", key);
      items.forEach(item -> line("    - %s", Quoted.json(item)));
    }
  }

  private void line(String format, Object... values) {
    out.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
