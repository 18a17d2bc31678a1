package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the options of a build do in the engine. */
final class BuildKitOptionsIT {

  private static final String FROM = "FROM " + BedDocker.BASE + "\n";

  private RealBuilds builds;

  @AfterEach
  void disconnect() {
    builds.close();
  }

  @ParameterizedTest
  @EnumSource
  void steps_have_no_network_and_know_more_hosts(BedDocker docker) {
    builds = RealBuilds.on(docker);

    Heard heard =
        builds.build(
            Wanted.of(FROM + "RUN cat /etc/hosts; tail -n +3 /proc/net/dev | cut -d: -f1\n")
                .network("none")
                .host("orin", "10.1.2.3")
                .host("nano", "2001:db8::1")
                .noCache());

    assertThat(heard.output().lines().map(line -> line.strip().replaceAll("\\s+", " ")))
        .contains("10.1.2.3 orin", "2001:db8::1 nano", "lo")
        .doesNotContain("eth0");
  }

  @ParameterizedTest
  @EnumSource
  void steps_have_the_network_of_the_engine(BedDocker docker) {
    builds = RealBuilds.on(docker);

    Heard heard =
        builds.build(
            Wanted.of(FROM + "RUN tail -n +3 /proc/net/dev | cut -d: -f1\n")
                .network("host")
                .noCache());

    String bridge = docker == BedDocker.V20_10 ? "jbuild0" : "docker0";
    assertThat(heard.output().lines().map(String::strip)).contains("lo", "eth0").contains(bridge);
  }

  @Test
  void steps_have_limits_and_shared_memory() {
    builds = RealBuilds.on(BedDocker.V26_1);

    Heard heard =
        builds.build(
            Wanted.of(FROM + "RUN ulimit -Sn; ulimit -Hn; grep ' /dev/shm ' /proc/mounts\n")
                .ulimit("nofile", 111, 222)
                .shm(8 << 20)
                .noCache());

    assertThat(heard.output()).contains("111\n", "222\n", "size=8192k");
  }

  @Test
  void steps_reach_the_host_by_a_name() {
    builds = RealBuilds.on(BedDocker.V26_1);

    Heard heard =
        builds.build(
            Wanted.of(FROM + "RUN cat /etc/hosts\n").host("outside", "host-gateway").noCache());

    assertThat(heard.output()).containsPattern("172\\.\\d+\\.\\d+\\.\\d+\\s+outside");
  }

  @ParameterizedTest
  @EnumSource
  void an_image_has_what_arguments_and_labels_say(BedDocker docker) {
    builds = RealBuilds.on(docker);

    String image =
        builds.image(
            Wanted.of(
                    "FROM scratch AS one\nARG GREETING=none\nLABEL said=$GREETING\nFROM one\n"
                        + "LABEL two=2\n")
                .arg("GREETING", "a \"b\" & c,d=e")
                .label("com.example.label", "x=y&z,\"q\"")
                .target("one"));

    assertThat(builds.engine().inspect(image).orElseThrow().labels())
        .containsEntry("said", "a \"b\" & c,d=e")
        .containsEntry("com.example.label", "x=y&z,\"q\"")
        .doesNotContainKey("two");
  }

  @Test
  void an_image_has_the_time_that_is_asked_for() {
    builds = RealBuilds.on(BedDocker.V26_1);

    String image =
        builds.image(
            Wanted.of("FROM scratch\nLABEL fresh=" + UUID.randomUUID() + "\n").epoch(1234567890));

    assertThat(created(BedDocker.V26_1, image)).isEqualTo("2009-02-13T23:31:30Z");
  }

  @ParameterizedTest
  @EnumSource
  void a_pushed_image_has_the_digest_that_is_told(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    String registry = TestBed.variable("JBUILD_TESTBED_REGISTRY");
    String name = "jbuild-it/" + UUID.randomUUID();
    ImageRef tag = ImageRef.parse(registry + "/" + name + ":pushed");
    String image = builds.image(Wanted.of("FROM scratch\nLABEL a=" + name + "\n"));
    builds.engine().tag(image, tag);
    builds.remove(tag.toString());
    Heard heard = new Heard();

    Digest digest = builds.engine().push(tag, heard);

    HttpRequest head =
        HttpRequest.newBuilder(
                URI.create("http://" + registry + "/v2/" + name + "/manifests/pushed"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(head, BodyHandlers.discarding())
                .headers()
                .firstValue("Docker-Content-Digest"))
        .hasValue(digest.toString());
    assertThat(heard.vertex("pushing " + tag).completedOrNull()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void a_push_that_fails_names_the_registry(BedDocker docker) {
    builds = RealBuilds.on(docker);
    ImageRef tag = ImageRef.parse("127.0.0.1:1/jbuild-it:" + UUID.randomUUID());
    builds.engine().tag(builds.image(Wanted.of("FROM scratch\nLABEL a=b\n")), tag);
    builds.remove(tag.toString());

    JbuildException error =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            JbuildException.class, () -> builds.engine().push(tag, new Heard()));

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message()).startsWith("cannot push " + tag + ": 127.0.0.1:1 ");
    assertThat(error.details().toString()).contains("connection refused");
  }

  private static String created(BedDocker docker, String image) {
    return TestBed.dockerOn(docker.host(), "image", "inspect", "--format", "{{.Created}}", image)
        .succeeds()
        .out()
        .strip();
  }
}
