package io.github.jbuild.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.profile.load.ProfileSummary;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.Renderer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The profiles that jbuild ships, against the facts that it ships. */
final class BuiltInProfilesTest {

  private static final PlanFacts FACTS = PlanFacts.builtIn();

  /** A folder without anything, as the context of an application that is elsewhere. */
  @TempDir Path folder = Path.of("");

  static Stream<String> names() {
    return new ProfileLoader(Path.of("/"), List.of()).list().stream().map(ProfileSummary::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void no_finding_is_worse_than_a_note(String name) {
    List<Finding> findings = PlanChecks.report(name, plan(name), FACTS).findings();
    assertThat(findings).filteredOn(finding -> finding.severity() != Severity.NOTE).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_layers_of_the_steps_are_those_of_the_dockerfile(String name) {
    Plan plan = plan(name);
    int layers = layers(plan, Dialect.BUILDKIT);
    assertThat(LayerCountCheck.own(plan)).isBetween(layers, layers + 3);
    assertThat(LayerCountCheck.own(plan)).isGreaterThan(layers(plan, Dialect.CLASSIC) - 5);
  }

  private static int layers(Plan plan, Dialect dialect) {
    String text = Renderer.builtIn().render(plan, dialect).text();
    return (int)
        text.substring(text.lastIndexOf("\nFROM "))
            .lines()
            .filter(line -> line.matches("(?:RUN|COPY|ADD|WORKDIR)\\s.*"))
            .count();
  }

  private Plan plan(String name) {
    return new Planner(FACTS.facts())
        .plan(new ProfileLoader(folder, List.of()).load(ProfileSelection.of(name)));
  }
}
