package io.github.jbuild.image.software;

import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of the distributions that decide whether a Jetson's GPU is used, and which numbers. */
final class PythonSoftware {

  /** Where torch's build is written, under a site folder. */
  static final String TORCH = "/torch/version.py";

  /** What the distributions are called in the table, by normalized name. */
  private static final Map<String, String> NAMES =
      Map.of(
          "torch", "torch",
          "torchvision", "torchvision",
          "torchaudio", "torchaudio",
          "onnxruntime", "onnxruntime",
          "onnxruntime-gpu", "onnxruntime",
          "numpy", "NumPy",
          "transformers", "transformers");

  /** Lines such as {@code cuda: Optional[str] = '12.6'} and {@code debug = False}. */
  private static final Pattern LINE =
      Pattern.compile(
          "^(cuda|debug|git_version)\\b[^=\n]{0,60}=\\s*'?([\\w.+-]{1,64})", Pattern.MULTILINE);

  private static final int SHORT_COMMIT = 7;

  private PythonSoftware() {}

  static List<Component> of(KeptFiles files, List<PythonEnvironment> environments) {
    List<Component> found = new ArrayList<>();
    for (PythonEnvironment environment : environments) {
      environment.visible().forEach(each -> add(found, files, each, ""));
      environment.shadowed().forEach(each -> add(found, files, each, "hidden by another"));
      environment.duplicates().forEach(each -> add(found, files, each, "installed twice"));
    }
    return found;
  }

  private static void add(
      List<Component> found, KeptFiles files, Distribution distribution, String state) {
    String name = NAMES.get(distribution.normalizedName());
    if (name == null) {
      return;
    }
    List<String> build = new ArrayList<>();
    if (name.equals("torch")) {
      build.addAll(torch(files.text(distribution.siteFolder() + TORCH)));
    } else if (name.equals("onnxruntime") && !distribution.normalizedName().equals("onnxruntime")) {
      build.add(distribution.normalizedName());
    }
    if (!state.isEmpty()) {
      build.add(state);
    }
    found.add(
        new Component(
            name, distribution.version(), String.join(", ", build), distribution.metadataPath()));
  }

  private static List<String> torch(String text) {
    List<String> build = new ArrayList<>();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      String value = line.group(2);
      switch (line.group(1)) {
        case "cuda" -> build.add(value.equals("None") ? "without CUDA" : "CUDA " + value);
        case "git_version" ->
            build.add("git " + value.substring(0, Math.min(SHORT_COMMIT, value.length())));
        default -> {
          if (value.equals("True")) {
            build.add("debug");
          }
        }
      }
    }
    return build;
  }
}
