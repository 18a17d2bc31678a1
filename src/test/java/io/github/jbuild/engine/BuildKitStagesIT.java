package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.BuildStatus.Vertex;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages side by side, and what is kept from build to build. */
final class BuildKitStagesIT {

  private final String fresh = UUID.randomUUID().toString();
  private RealBuilds builds;

  @AfterEach
  void disconnect() {
    builds.close();
  }

  /** Each of two stages waits for a sign of the other: one after the other they never end. */
  @ParameterizedTest
  @EnumSource
  void stages_that_do_not_need_each_other_run_side_by_side(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String meet =
        "RUN --mount=type=cache,id=%s,target=/meet touch /meet/%s && for i in $(seq 600); do"
            + " [ -e /meet/%s ] && exit 0; sleep 0.1; done; exit 1 # %s\n";

    Heard heard =
        builds.build(
            Wanted.of(
                "FROM "
                    + BedDocker.BASE
                    + " AS one\n"
                    + meet.formatted(fresh, "one", "two", fresh)
                    + "FROM "
                    + BedDocker.BASE
                    + " AS two\n"
                    + meet.formatted(fresh, "two", "one", fresh)
                    + "FROM scratch\nCOPY --from=one /etc/debian_version /1\n"
                    + "COPY --from=two /etc/debian_version /2\n"));

    Vertex one = heard.vertex("touch /meet/one");
    Vertex two = heard.vertex("touch /meet/two");
    assertThat(one.startedOrNull()).isBefore(Objects.requireNonNull(two.completedOrNull()));
    assertThat(two.startedOrNull()).isBefore(Objects.requireNonNull(one.completedOrNull()));
  }

  @ParameterizedTest
  @EnumSource
  void a_cache_mount_survives_until_the_next_build(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String step =
        "FROM " + BedDocker.BASE + "\nRUN --mount=type=cache,id=" + fresh + ",target=/kept ";

    // Later engines do not take the mount's id for a part of the step.
    builds.build(
        Wanted.of(step + ": " + fresh + "; [ ! -e /kept/it ] && echo found again > /kept/it\n"));
    String image;
    Heard second = new Heard();
    image = builds.image(Wanted.of(step + ": " + fresh + "; cat /kept/it\n"), second);

    assertThat(second.output()).contains("found again");
    assertThat(builds.engine().inspect(image).orElseThrow().layers())
        .as("what is in the cache is not in the image")
        .isEqualTo(builds.engine().inspect(BedDocker.BASE).orElseThrow().layers() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void a_second_build_is_cached_and_one_stage_of_it_can_be_built_anew(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String dockerfile =
        "FROM %s AS one\nRUN echo one %s > /it\nFROM %s AS two\nRUN echo two %s > /it\n"
                .formatted(BedDocker.BASE, fresh, BedDocker.BASE, fresh)
            + "FROM scratch\nCOPY --from=one /it /1\nCOPY --from=two /it /2\n";

    String first = builds.image(Wanted.of(dockerfile));
    Heard again = new Heard();
    String second = builds.image(Wanted.of(dockerfile), again);
    Heard filtered = builds.build(Wanted.of(dockerfile).noCacheFor("two"));

    assertThat(second).isEqualTo(first);
    assertThat(again.vertexes())
        .filteredOn(vertex -> vertex.name().matches("(?s).*] (RUN|COPY) .*"))
        .isNotEmpty()
        .allMatch(Vertex::cached);
    assertThat(filtered.vertex("RUN echo one").cached()).isTrue();
    assertThat(filtered.vertex("RUN echo two").cached()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void stops_at_the_stage_that_is_asked_for(String stage) {
    builds = RealBuilds.on(BedDocker.V26_1);
    String dockerfile =
        "FROM scratch AS one\nLABEL stage=one\nFROM scratch AS two\nLABEL stage=two\nFROM one\n";

    String image = builds.image(Wanted.of(dockerfile).target(stage));

    assertThat(builds.engine().inspect(image).orElseThrow().labels()).containsEntry("stage", stage);
  }
}
