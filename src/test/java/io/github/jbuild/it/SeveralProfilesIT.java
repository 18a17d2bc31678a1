package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.SourceBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several profiles in one run of the program: those of an application and of its worker, which have
 * cuda-base's build of GDAL in common, and a profile that cannot be built.
 */
final class SeveralProfilesIT {

  /** In the stages in common, so that no earlier run has them. */
  private final String mark = UUID.randomUUID().toString();

  private final String repository = "jbuild-it-several-" + mark;

  @TempDir Path folder;

  @BeforeEach
  void profiles_with_stages_in_common() throws IOException {
    write("app", "");
    write("worker", "");
    write("wrong", "apt: {remove: [dpkg]}");
  }

  @AfterEach
  void remove_the_images() {
    TestBed.docker("image", "rm", image("app"), image("worker"));
  }

  private void write(String name, String more) throws IOException {
    Profile standIns = TestBed.plan("cuda-base").profile();
    SourceBuild gdal = Objects.requireNonNull(standIns.sources().get("gdal"));
    Files.writeString(folder.resolve("main-" + name), name);
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        extends: cuda-base
        profile: %1$s
        base: {image: "%2$s"}
        donor: {image: "%3$s"}
        libraries: null
        expect: null
        sources:
          gdal:
            url: "%4$s"
            sha256: "%5$s"
            check: {command: [echo, "%6$s"], contains: "%6$s"}
        python: {version: "3.11", index: "%7$s", wheels: null, packages: null}
        app:
          context: .
          copy: [{from: main-%1$s, to: /app/}]
          entrypoint: null
          command: [cat, /app/main-%1$s]
        image: {tags: ["%8$s"]}
        """
                .formatted(
                    name,
                    standIns.base().image(),
                    standIns.donor().orElseThrow(),
                    gdal.from().url(),
                    ((SourceBuild.Archive) gdal.from()).sha256().hex(),
                    mark,
                    TestBed.variable("JBUILD_TESTBED_INDEX"),
                    image(name))
            + (more.isEmpty() ? "apt: {runtime: null}\n" : more + "\n"));
  }

  private String image(String name) {
    return repository + ":" + name;
  }

  private CommandResult build(List<String> names, String... more) {
    Stream<String> profiles =
        names.stream().flatMap(name -> Stream.of("--profile", folder + "/" + name + ".yaml"));
    return TestBed.jbuild(
        Stream.of(Stream.of("build"), profiles, Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void build_what_they_have_in_common_once() throws IOException {
    String events =
        build(List.of("app", "worker"), "--max-parallel", "2", "--progress", "rawjson")
            .succeeds()
            .err();

    List<JsonNode> ran = new ArrayList<>();
    try (MappingIterator<JsonNode> lines =
        new ObjectMapper().readerFor(JsonNode.class).readValues(events)) {
      lines.forEachRemaining(
          line ->
              line.path("vertexes")
                  .forEach(
                      vertex -> {
                        boolean shared = vertex.path("name").asText().contains("RUN echo " + mark);
                        if (shared
                            && vertex.has("completed")
                            && !vertex.path("cached").asBoolean()) {
                          ran.add(vertex);
                        }
                      }));
    }
    // In GDAL's stage and in the final one; both builds tell of each.
    assertThat(ran.stream().map(vertex -> vertex.path("digest").asText()).distinct()).hasSize(2);
    assertThat(ran.stream().map(vertex -> vertex.path("started").asText()).distinct()).hasSize(2);
    for (String name : List.of("app", "worker")) {
      assertThat(TestBed.run(image(name), "cat", "/app/main-" + name).succeeds().out())
          .isEqualTo(name);
    }
  }

  @Test
  void show_the_output_of_a_step_in_common_once() {
    CommandResult built =
        build(List.of("app", "worker"), "--max-parallel", "2", "--progress", "plain").succeeds();

    assertThat(built.err().lines().filter(line -> line.endsWith(" " + mark))).hasSize(4);
    assertThat(built.err())
        .containsPattern("\\] app +gdal +build gdal")
        .containsPattern("\\] worker +gdal +build gdal")
        .containsPattern("(?m)^app +built .* " + image("app") + "$")
        .containsPattern("(?m)^worker +built .* " + image("worker") + "$");
  }

  @Test
  void stop_at_the_first_that_fails() {
    CommandResult failed =
        build(List.of("wrong", "app"), "--max-parallel", "1", "--progress", "plain").exits(5);

    assertThat(failed.err())
        .contains("requested by apt.remove")
        .containsPattern("(?m)^wrong +failed")
        .containsPattern("(?m)^app +not started");
    assertThat(TestBed.docker("image", "inspect", image("app")).code()).isNotZero();
  }

  @Test
  void are_all_built_with_keep_going() {
    CommandResult failed =
        build(List.of("wrong", "app"), "--max-parallel", "2", "--keep-going", "--progress", "plain")
            .exits(5);

    assertThat(failed.err())
        .contains("requested by apt.remove")
        .containsPattern("(?m)^wrong +failed")
        .containsPattern("(?m)^app +built .* " + image("app") + "$");
    TestBed.docker("image", "inspect", image("app")).succeeds();
  }
}
