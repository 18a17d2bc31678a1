package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerfileFrontendTest {

  @Test
  void names_settings_as_buildkit_does() {
    DockerfileFrontend frontend =
        new DockerfileFrontend()
            .filename("docker/Dockerfile")
            .target("runtime")
            .platform("linux/arm64", "linux/amd64")
            .multiPlatform()
            .buildArg("A", "1")
            .label("b", "2")
            .imageResolveMode("local")
            .shmSize(1024)
            .cgroupParent("/builds")
            .hostname("builder")
            .contextKey("c")
            .dockerfileKey("d")
            .with("requestid", "frontend.lint");
    assertThat(frontend.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("filename", "docker/Dockerfile"),
                Map.entry("target", "runtime"),
                Map.entry("platform", "linux/arm64,linux/amd64"),
                Map.entry("multi-platform", "true"),
                Map.entry("build-arg:A", "1"),
                Map.entry("label:b", "2"),
                Map.entry("image-resolve-mode", "local"),
                Map.entry("shm-size", "1024"),
                Map.entry("cgroup-parent", "/builds"),
                Map.entry("hostname", "builder"),
                Map.entry("contextkey", "c"),
                Map.entry("dockerfilekey", "d"),
                Map.entry("requestid", "frontend.lint")));
    assertThat(frontend.entitlements()).isEmpty();
  }

  @Test
  void no_cache_names_stages_or_means_all() {
    assertThat(new DockerfileFrontend().noCache().attributes()).containsEntry("no-cache", "");
    assertThat(new DockerfileFrontend().noCache("a", "b").attributes())
        .containsEntry("no-cache", "a,b");
  }

  @Test
  void hosts_and_limits_are_collected_in_csv() {
    assertThat(
            new DockerfileFrontend()
                .addHost("a", "10.0.0.1")
                .addHost("b\"", "::1,x")
                .ulimit("nofile", 1024, 2048)
                .ulimit("core", 0, -1)
                .attributes())
        .containsEntry("add-hosts", "a=10.0.0.1,\"b\"\"=::1,x\"")
        .containsEntry("ulimit", "nofile=1024:2048,core=0:-1");
  }

  @Test
  void the_hosts_network_is_allowed_at_the_same_time() {
    assertThat(new DockerfileFrontend().network("host").entitlements())
        .containsExactly("network.host");
    assertThat(new DockerfileFrontend().network("none").entitlements()).isEmpty();
  }

  @Test
  void named_contexts_need_a_capability() {
    assertThat(new DockerfileFrontend().namedContext("base", "docker-image://a:1").attributes())
        .containsEntry("context:base", "docker-image://a:1")
        .containsEntry("frontend.caps", "moby.buildkit.frontend.contexts+forward");
  }
}
