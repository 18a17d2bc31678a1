package io.github.jbuild.cli;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.RenderedDockerfile;
import io.github.jbuild.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The profile that the provoked failures are about, in a file of its own. */
record SceneProfile(Path file) {

  static final String TEXT =
      """
      profile: app
      l4t: r36.4.0
      base:
        family: l4t-jetpack
        image: nvcr.io/nvidia/l4t-jetpack:r36.4.0@sha256:\
      34ccf0f3b63c6da9eee45f2e79de9bf7fdf3beda9abfd72bbf285ae9d40bb673
      apt:
        runtime: [libopenblas0]
      python:
        version: "3.10"
        index: https://pypi.jetson-ai-lab.io/jp6/cu126
        wheels:
          torch:
            version: 2.8.0
            sha256: 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc
        packages:
          - fastapi==9.9.9
        constraints: [numpy<2]
      """;

  /** Where a builder is: an instruction's number, their count, and its text. */
  record Position(int number, int total, String text) {

    /** As the classic builder announces it. */
    String line() {
      return "Step " + number + "/" + total + " : " + text + "\n";
    }
  }

  static SceneProfile in(Path folder) throws IOException {
    return new SceneProfile(Files.writeString(folder.resolve("app.yaml"), TEXT));
  }

  /** The same profile with something else in it. */
  SceneProfile with(String before, String after) throws IOException {
    Files.writeString(file, TEXT.replace(before, after));
    return this;
  }

  /** The first {@code FROM}. */
  Position base() {
    return position(1);
  }

  /** The first instruction of the step with that title. */
  Position step(String title) {
    var instructions = dockerfile().instructions();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).step().filter(step -> step.title().equals(title)).isPresent()) {
        return position(i + 1);
      }
    }
    throw new IllegalArgumentException("no step " + title);
  }

  private Position position(int number) {
    RenderedDockerfile dockerfile = dockerfile();
    var instruction = dockerfile.instructions().get(number - 1);
    List<String> lines = dockerfile.text().lines().toList();
    String text =
        String.join("\n", lines.subList(instruction.firstLine() - 1, instruction.lastLine()));
    return new Position(
        number, dockerfile.instructions().size(), text.replaceAll("\\\\\n", "").strip());
  }

  private RenderedDockerfile dockerfile() {
    var profile = new ProfileLoader(Path.of(""), List.of());
    var selection = ProfileSelection.of(file.toString());
    return Renderer.builtIn()
        .render(new Planner(Facts.builtIn()).plan(profile.load(selection)), Dialect.CLASSIC);
  }
}
