package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.BuildKitClient;
import io.github.jbuild.buildkit.DockerfileFrontend;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.filesync.send.FileSyncService;
import io.github.jbuild.buildkit.filesync.send.TransferListener;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why {@code BuildKitLimits} refuses: engines that are asked anyway succeed, and do not do it. */
final class SilentlyIgnoredIT {

  private static final String FROM = "FROM " + BedDocker.BASE + "\n";

  private final Heard heard = new Heard();
  private final Map<String, BedDocker> made = new LinkedHashMap<>();

  @AfterEach
  void removeImages() {
    made.forEach(
        (image, docker) -> TestBed.dockerOn(docker.host(), "image", "rm", "--force", image));
  }

  @Test
  void docker_20_ignores_limits_and_the_size_of_shared_memory() throws IOException {
    ask(
        BedDocker.V20_10,
        frontend().ulimit("nofile", 111, 222).shmSize(8 << 20),
        FROM + "RUN echo limit $(ulimit -Hn); grep ' /dev/shm ' /proc/mounts\n",
        Map.of());

    assertThat(heard.output()).contains("limit ", "/dev/shm").doesNotContain("222", "size=8192k");
  }

  @Test
  void docker_20_ignores_the_time_that_is_asked_for() throws IOException {
    SolveResult result =
        ask(
            BedDocker.V20_10,
            frontend().buildArg("SOURCE_DATE_EPOCH", "1234567890"),
            FROM + "RUN true\n",
            Map.of());

    assertThat(
            TestBed.dockerOn(
                    BedDocker.V20_10.host(),
                    "image",
                    "inspect",
                    "--format",
                    "{{.Created}}",
                    result.imageDigest().orElseThrow())
                .succeeds()
                .out())
        .startsWith("20")
        .doesNotContain("2009");
  }

  @ParameterizedTest
  @EnumSource
  void a_graph_driver_pushes_nothing(BedDocker docker) throws Exception {
    String registry = TestBed.variable("JBUILD_TESTBED_REGISTRY");
    String name = "jbuild-it/" + UUID.randomUUID();

    ask(
        docker,
        frontend(),
        "FROM scratch\nLABEL a=" + name + "\n",
        Map.of("name", registry + "/" + name + ":1", "push", "true"));

    assertThat(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(
                            URI.create("http://" + registry + "/v2/" + name + "/manifests/1"))
                        .build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void a_graph_driver_ignores_attributes_of_its_exporter(BedDocker docker) throws IOException {
    String dockerfile = "FROM scratch\nLABEL a=" + UUID.randomUUID() + "\n";

    SolveResult plain = ask(docker, frontend(), dockerfile, Map.of());
    SolveResult same =
        ask(docker, frontend(), dockerfile, Map.of("compression", "zstd", "no-such", "x"));

    assertThat(same.configDigest().or(same::imageDigest))
        .isEqualTo(plain.configDigest().or(plain::imageDigest));
  }

  private static DockerfileFrontend frontend() {
    return new DockerfileFrontend().platform("linux/arm64").imageResolveMode("local").noCache();
  }

  private SolveResult ask(
      BedDocker docker, DockerfileFrontend frontend, String dockerfile, Map<String, String> export)
      throws IOException {
    byte[] text = dockerfile.getBytes(StandardCharsets.UTF_8);
    FileSyncService files =
        new FileSyncService(
            Map.of(
                "dockerfile", new MemorySource(Map.of("Dockerfile", text)),
                "context", new MemorySource(Map.of())),
            TransferListener.NONE);
    try (BuildKitClient client =
        BuildKitClient.connect(new UnixSocketDialer(docker.socket()), null)) {
      SolveResult result =
          client.solve(
              SolveSpec.of(frontend).export("moby", export).build(),
              Session.of("test", "jbuild-engine-it", List.of(files)),
              heard::on);
      made.put(result.imageDigest().orElseThrow(), docker);
      return result;
    }
  }
}
