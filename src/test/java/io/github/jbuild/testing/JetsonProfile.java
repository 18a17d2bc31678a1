package io.github.jbuild.testing;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The profile that {@link JetsonFixture#good} was made for, as its author wrote it. */
public record JetsonProfile(String text) {

  /** The hashes that the built-in facts know, as the real wheels have them. */
  static final String TORCH = "62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc";

  static final String TORCHVISION =
      "907c4c1933789645ebb20dd9181d40f8647978e6bd30086ae7b01febb937d2d1";
  static final String ONNXRUNTIME =
      "4ebe6a8902dc7708434b2e1541b3fe629ebf434e16ab5537d1d6a622b42c622b";

  /** The profile of the good image. */
  public static JetsonProfile good() {
    return new JetsonProfile(
        """
        profile: vision
        l4t: r36.4.0
        base:
          family: l4t-cuda
          image: registry.example/l4t-cuda:12.6.11-runtime@sha256:%1$s
        donor:
          image: registry.example/l4t-jetpack:r36.4.0@sha256:%1$s
        libraries:
          cudnn: {version: "9.3", from: donor}
          cupti: {from: donor}
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
          packages: [numpy==1.26.4]
          constraints: [numpy<2]
        app:
          env: {APP_MODE: serve}
          workdir: /app
          expose: [9001]
          entrypoint: [tini, --]
          command: [python3, -m, app]
          user: app
          groups: [video]
        image:
          labels: {org.example.part: vision}
        expect:
          python: "3.10"
          cuda: "12.6"
          cudnn: "9.3"
          torch: 2.8.0
          torchvision: 0.23.0
          onnxruntime: 1.23.0
          numpy: "<2"
          max-size: 1MB
        """
            .formatted(ProfileBuilder.HASH, TORCH, TORCHVISION, ONNXRUNTIME));
  }

  /** The profile with a part of its text replaced. */
  public JetsonProfile replace(String part, String by) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException("the profile does not hold " + part);
    }
    return new JetsonProfile(text.replace(part, by));
  }

  /** What an image of it should be. Places are in {@code ./vision.yaml}. */
  public Expectations expectations() {
    try {
      Path folder = Files.createTempDirectory("jbuild-profile");
      Path file = Files.writeString(folder.resolve("vision.yaml"), text);
      try {
        return new Expectations(
            new Planner(Facts.builtIn())
                .plan(
                    new ProfileLoader(folder, List.of())
                        .load(ProfileSelection.of("./vision.yaml"))),
            Facts.builtIn(),
            ImageFacts.builtIn(),
            Map.of());
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known without a profile. */
  public static Expectations none() {
    return new Expectations(null, Facts.builtIn(), ImageFacts.builtIn(), Map.of());
  }
}
