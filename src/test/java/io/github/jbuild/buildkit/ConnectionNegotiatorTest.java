package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.TcpDialer;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.buildkit.transport.UpgradeRefused;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionNegotiatorTest {

  @TempDir Path folder;

  private FakeBuildKit engine(ConnectionMode mode) {
    return new FakeBuildKit(folder.resolve("s"), mode, (fake, request, answer) -> {});
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      value = {
        "UPGRADE, 1.41, UPGRADE, API 1.41",
        "UPGRADE, 1.52, UPGRADE, API 1.52",
        "DIRECT, 1.53, DIRECT, HTTP/2 directly",
        "DIRECT, 1.54, DIRECT, HTTP/2 directly",
        "DIRECT, unknown, DIRECT, HTTP/2 directly",
        "UPGRADE, unknown, UPGRADE, no direct HTTP/2",
        "UPGRADE, 1.53, UPGRADE, no direct HTTP/2",
        "UPGRADE, nonsense, UPGRADE, no direct HTTP/2"
      })
  void takes_the_way_that_the_engine_has(
      ConnectionMode has, String api, ConnectionMode taken, String reason) throws IOException {
    try (FakeBuildKit engine = engine(has);
        BuildKitClient client = BuildKitClient.connect(engine.dialer(), api)) {
      assertThat(client.mode()).isEqualTo(taken);
      assertThat(client.reason()).contains(reason).doesNotContain("\n");
      assertThat(client.workers()).extracting(Worker::id).containsExactly("fake");
    }
  }

  @Test
  void an_engine_without_buildkit_refuses() {
    try (FakeBuildKit engine = engine(ConnectionMode.DIRECT)) {
      assertThatThrownBy(() -> BuildKitClient.connect(engine.dialer(), "1.41"))
          .isInstanceOfSatisfying(
              UpgradeRefused.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(404);
                assertThat(refusal.text()).isEqualTo("not found");
              });
    }
  }

  @Test
  void nobody_there_is_no_refusal() {
    assertThatThrownBy(
            () -> BuildKitClient.connect(new UnixSocketDialer(folder.resolve("none")), null))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UpgradeRefused.class);
  }

  @Test
  void an_engine_that_went_away_is_told() throws IOException {
    FakeBuildKit engine = engine(ConnectionMode.UPGRADE);
    try (BuildKitClient client = BuildKitClient.connect(engine.dialer(), "1.41")) {
      engine.close();
      assertThatThrownBy(client::workers)
          .isInstanceOfSatisfying(
              JbuildException.class,
              failure -> assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT));
    }
  }

  @Test
  void no_thread_keeps_the_program_from_its_end() throws IOException {
    List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE);
        BuildKitClient client = BuildKitClient.connect(engine.dialer(), "1.41")) {
      assertThat(client.workers()).hasSize(1);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .allSatisfy(thread -> assertThat(thread.isDaemon()).as(thread.getName()).isTrue());
    }
  }

  @Test
  void names_the_host_that_it_dials() {
    assertThat(TcpDialer.plain("::1", 1234).authority()).isEqualTo("[::1]:1234");
    assertThat(TcpDialer.plain("build.example", 1234).authority()).isEqualTo("build.example:1234");
  }
}
