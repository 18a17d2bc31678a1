package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.facts.IndexFact;
import io.github.jbuild.facts.LoaderFacts;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.facts.WheelFact.Life;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile that no check finds anything in, and facts that are these tests' own. */
final class PlanScene {

  static final String HASH = "0123456789abcdef".repeat(4);
  static final String TORCH = "62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc";
  static final String OLD_TORCH =
      "59092ab729aee2b8937d80cc1b35d1128275bd02a7e1bc911e7efa375bd97226";
  static final String TORCHVISION =
      "907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1";
  static final String ONNXRUNTIME =
      "4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b";

  static final String GOOD =
      """
      profile: vision
      l4t: r36.4.0
      base:
        family: l4t-cuda
        image: registry.example/l4t-cuda:12.6.11-runtime@sha256:%1$s
      donor:
        image: registry.example/l4t-jetpack:r36.4.0@sha256:%1$s
      libraries:
        cudnn: {from: donor}
        cupti: {from: donor}
      apt:
        runtime: [python3, tini]
      python:
        version: "3.10"
        index: https://index.example/jp6/cu126
        wheels:
          torch:
            version: 2.8.0
            sha256: %2$s
          torchvision:
            version: 0.23.0
            sha256: %3$s
          onnxruntime-gpu:
            version: 1.23.0
            sha256: %4$s
        packages: [numpy==1.26.4, uvicorn==0.34.0]
        constraints: [numpy<2]
      app:
        env: {APP_MODE: serve}
        entrypoint: [tini, --]
        command: [uvicorn, "app:app", --loop, asyncio]
        user: app
        groups: [video]
      expect: {python: "3.10", cuda: "12.6"}
      """
          .formatted(HASH, TORCH, TORCHVISION, ONNXRUNTIME);

  private final Path folder;
  private PlanFacts facts = facts();

  /**
   * @param folder an empty one, for the profile and its files
   */
  PlanScene(Path folder) {
    this.folder = folder;
    file("vision.yaml", GOOD);
    file("app.py", "");
  }

  /** Puts a file beside the profile. */
  PlanScene file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PlanScene with(PlanFacts other) {
    facts = other;
    return this;
  }

  /** What the checks say with a part of a profile laid over the good one. */
  PlanReport report(String overlay) {
    file("overlay.yaml", overlay);
    ProfileSelection selection =
        new ProfileSelection("./vision.yaml", List.of(Path.of("overlay.yaml")), List.of());
    return PlanChecks.report(
        "vision",
        new Planner(facts.facts()).plan(new ProfileLoader(folder, List.of()).load(selection)),
        facts);
  }

  /** The findings of one check. */
  List<Finding> findings(String code, String overlay) {
    return report(overlay).findings().stream().filter(f -> f.rule().code().equals(code)).toList();
  }

  static PlanFacts facts() {
    return new PlanFacts(
        Facts.builtIn(),
        List.of(
            torch(TORCH, Life.CURRENT, List.of("libcudnn.so.9", "libcupti.so.12"), Confidence.A),
            torch(OLD_TORCH, Life.REPLACED, List.of(), Confidence.A),
            wheel("torchvision", "0.23.0", TORCHVISION),
            wheel("onnxruntime-gpu", "1.23.0", ONNXRUNTIME),
            wheel("triton", "3.4.0", "7f" + "0".repeat(62))),
        List.of(
            new ImageFacts.TorchPair("2.8", "0.23", "2.8", "3.4", Confidence.A, "a table of pairs"),
            new ImageFacts.TorchPair("2.9", "0.24", "2.9", null, Confidence.A, "a table of pairs")),
        List.of(
            image("l4t-cuda:12.6.11-runtime", "r36.4.0", null, 20),
            image("l4t-jetpack:r36.4.0", "r36.4.0", "9.3.0", 40),
            image("with-cudnn-8:1", "r36.4.0", "8.9.7", 40),
            image("l4t-base-r35:1", "r35.4.1", null, 10),
            image("deep:1", "r36.4.0", null, 124),
            image("ubuntu:24.04", "3.12", null, null, 5)),
        List.of(
            new IndexFact(
                "https://wheels.example/",
                true,
                List.of("80", "90"),
                List.of(),
                "a test",
                Confidence.A,
                "a test"),
            new IndexFact(
                "https://dead.example/",
                false,
                List.of(),
                List.of(),
                "its name is gone",
                Confidence.A,
                "a test")),
        new LoaderFacts(List.of(), List.of()));
  }

  static WheelFact torch(String sha256, Life life, List<String> needs, Confidence confidence) {
    return new WheelFact(
        "jp6/cu126",
        "torch",
        "2.8.0",
        "cp310",
        sha256,
        "torch-2.8.0-cp310-cp310-linux_aarch64.whl",
        life,
        "12.6",
        List.of("87"),
        "9",
        "<2",
        needs,
        confidence,
        "a table of wheels");
  }

  private static WheelFact wheel(String name, String version, String sha256) {
    return new WheelFact(
        "jp6/cu126",
        name,
        version,
        "cp310",
        sha256,
        name.replace('-', '_') + "-" + version + "-cp310-cp310-linux_aarch64.whl",
        Life.CURRENT,
        "12.6",
        List.of("87"),
        null,
        null,
        List.of(),
        Confidence.A,
        "a table of wheels");
  }

  private static BaseImage image(String name, String l4t, @Nullable String cudnn, Integer layers) {
    return image(name, "3.10", l4t, cudnn, layers);
  }

  private static BaseImage image(
      String name, String python, @Nullable String l4t, @Nullable String cudnn, Integer layers) {
    return new BaseImage(
        "registry.example/" + name,
        null,
        "l4t-cuda",
        l4t,
        "22.04",
        python,
        "12.6.68",
        cudnn,
        null,
        null,
        null,
        layers,
        Confidence.A,
        "a table of images");
  }
}
