package io.github.jbuild.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Planner;
import io.github.jbuild.profile.ProfileLoader;
import io.github.jbuild.profile.ProfileSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Dockerfiles of the built-in profiles. {@code -Djbuild.golden.update=true} writes them anew,
 * but never in CI.
 */
final class GoldenDockerfileTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @CsvSource({
    "cuda-base, BUILDKIT",
    "cuda-base, CLASSIC",
    "jetpack, BUILDKIT",
    "jetpack, CLASSIC",
  })
  void is_the_golden_file(String profile, Dialect dialect) throws IOException {
    Path golden = FOLDER.resolve(profile + "." + dialect.id() + ".Dockerfile");
    String rendered = Renderer.builtIn().render(plan(profile), dialect).text();
    if (Boolean.getBoolean("jbuild.golden.update")) {
      assertThat(System.getenv("CI")).as("golden files are not written in CI").isNull();
      Files.createDirectories(FOLDER);
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(golden));
    assertThat(Renderer.builtIn().render(plan(profile), dialect).text()).isEqualTo(rendered);
  }

  private static Plan plan(String profile) {
    ProfileLoader loader = new ProfileLoader(Path.of("profiles"), List.of());
    return new Planner(Facts.builtIn()).plan(loader.load(ProfileSelection.of(profile)));
  }
}
