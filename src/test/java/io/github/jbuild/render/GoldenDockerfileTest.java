package io.github.jbuild.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfiles of the built-in profiles. */
final class GoldenDockerfileTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({
    "cuda-base, BUILDKIT",
    "cuda-base, CLASSIC",
    "gliner-api, BUILDKIT",
    "gliner-api, CLASSIC",
    "gliner-legacy, BUILDKIT",
    "gliner-legacy, CLASSIC",
    "inference-server, BUILDKIT",
    "inference-server, CLASSIC",
    "jetpack, BUILDKIT",
    "jetpack, CLASSIC",
    "slim, BUILDKIT",
    "slim, CLASSIC",
  })
  void is_the_golden_file(String profile, Dialect dialect) throws IOException {
    Path golden = FOLDER.resolve(profile + "." + dialect.id() + ".Dockerfile");
    String rendered = Renderer.builtIn().render(plan(profile), dialect).text();
    new GoldenFile(golden).mustBe(rendered);
    assertThat(Renderer.builtIn().render(plan(profile), dialect).text()).isEqualTo(rendered);
  }

  private static Plan plan(String profile) {
    ProfileLoader loader = new ProfileLoader(Path.of("profiles"), List.of());
    return new Planner(Facts.builtIn()).plan(loader.load(ProfileSelection.of(profile)));
  }
}
