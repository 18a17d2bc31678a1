package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.buildkit.transport.Way;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.it.TestBed;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against Docker's engine. */
class BuildKitClientIT {

  private final List<BuildStatus> told = Collections.synchronizedList(new ArrayList<>());

  private static UnixSocketDialer engine() {
    return new UnixSocketDialer(
        Path.of(URI.create(TestBed.variable("JBUILD_TESTBED_HOST")).getPath()));
  }

  private static Session session(String dockerfile) {
    return Session.of("test", "jbuild-buildkit-it", List.of(new OneDockerfile(dockerfile)));
  }

  private static SolveSpec spec() {
    return SolveSpec.of(
            new DockerfileFrontend().platform("linux/arm64").imageResolveMode("local").noCache())
        .export("moby", Map.of())
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"UPGRADE", "UPGRADE_AND_TUNNEL"})
  void builds_a_dockerfile_and_tells_what_happens(Way way) {
    try (BuildKitClient client =
        new BuildKitClient(Connection.of(engine(), way, "test"), Limits.DEFAULT)) {
      SolveResult result = client.solve(spec(), session("FROM scratch\nLABEL a=b\n"), told::add);
      assertThat(result.response()).containsKey("containerimage.digest");
    }
  }
}
