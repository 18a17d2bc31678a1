package io.github.jbuild.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.testing.ProfileCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a valid profile says, every check ends with a result. */
final class AnyProfileTest {

  private static final PlanFacts FACTS = PlanFacts.of(FactTables.builtIn());

  @TempDir Path folder;

  static List<ProfileCorpus.Document> good() throws IOException {
    return ProfileCorpus.good();
  }

  @ParameterizedTest
  @MethodSource("good")
  void every_check_of_a_valid_profile_ends(ProfileCorpus.Document document) throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), document.text());
    Profile profile =
        new ProfileLoader(folder, List.of())
            .load(new ProfileSelection("./mine.yaml", List.of(), List.of()));
    Plan plan;
    try {
      plan = new Planner(FACTS.facts()).plan(profile);
    } catch (JbuildException refused) {
      assertThat(refused.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
      assertThat(refused.hint()).isPresent();
      return;
    }
    assertThat(PlanChecks.run(plan, FACTS))
        .hasSameSizeAs(PlanChecks.rules())
        .allSatisfy(result -> assertThat(result.evidence()).isNotBlank());
  }
}
