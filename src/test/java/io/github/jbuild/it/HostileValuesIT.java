package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.Renderer;
import io.github.jbuild.testing.ProfileBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Docker's own parsers, of both builders, read from values that try to break out of their
 * places.
 */
final class HostileValuesIT {

  private static final String HOSTILE =
      "$(id) `id` ${HOME} $HOME; \"quoted\" 'single' \\ \\\" \\$ # <<EOF %s \t end\\";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void arrive_in_the_image_as_they_are(Dialect dialect) throws IOException {
    String name = "odd $HOME 'x' \"y\".txt";
    Files.writeString(folder.resolve(name), "content");
    ProfileBuilder builder = new ProfileBuilder();
    builder.base = TestBed.plan("cuda-base").profile().base().image();
    builder.env = Map.of("KEY", HOSTILE);
    builder.labels = Map.of("label " + HOSTILE, HOSTILE);
    builder.workdir = "/work $HOME \"dir\"";
    builder.copy = List.of(new Profile.Copy(List.of(name), "/copied $HOME/"));
    builder.entrypoint = List.of("/bin/sh", HOSTILE);
    builder.command = List.of(HOSTILE + "\nsecond line");
    builder.healthcheck = new Profile.Healthcheck(List.of(HOSTILE), "30s", null, null, null);
    Plan plan = new Planner(Facts.builtIn()).plan(builder.build());
    Files.writeString(
        folder.resolve("Dockerfile"), Renderer.builtIn().render(plan, dialect).text());
    String image = "jbuild-it:hostile";
    CommandResult.of(
            List.of(
                "env",
                "DOCKER_BUILDKIT=" + (dialect == Dialect.BUILDKIT ? "1" : "0"),
                TestBed.variable("JBUILD_TESTBED_DOCKER"),
                "build",
                "--platform",
                "linux/arm64",
                "-t",
                image,
                folder.toString()))
        .succeeds();

    JsonNode config =
        new ObjectMapper()
            .readTree(TestBed.docker("image", "inspect", image).succeeds().out())
            .get(0)
            .get("Config");
    assertThat(config.get("Env")).anyMatch(entry -> entry.asText().equals("KEY=" + HOSTILE));
    assertThat(config.get("Labels").get("label " + HOSTILE).asText()).isEqualTo(HOSTILE);
    assertThat(config.get("WorkingDir").asText()).isEqualTo("/work $HOME \"dir\"");
    assertThat(config.get("Entrypoint").get(1).asText()).isEqualTo(HOSTILE);
    assertThat(config.get("Cmd").get(0).asText()).isEqualTo(HOSTILE + "\nsecond line");
    assertThat(config.get("Healthcheck").get("Test").get(1).asText()).isEqualTo(HOSTILE);
    assertThat(TestBed.run(image, "cat", "/copied $HOME/" + name).succeeds().out())
        .isEqualTo("content");
  }
}
