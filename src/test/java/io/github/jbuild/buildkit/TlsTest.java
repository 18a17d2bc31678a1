package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.buildkit.transport.BuildKitdProxy;
import io.github.jbuild.buildkit.transport.Certificates;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.TcpDialer;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir static Path keys;
  private static Certificates certificates;

  @TempDir Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys);
  }

  private FakeBuildKit engine() {
    return new FakeBuildKit(
        folder.resolve("s"), ConnectionMode.UPGRADE, (fake, request, answer) -> {});
  }

  private static BuildKitClient connect(BuildKitdProxy buildkitd, SSLContext tls)
      throws IOException {
    return BuildKitClient.connect(TcpDialer.tls("127.0.0.1", buildkitd.port(), tls), null);
  }

  @Test
  void agrees_on_http_2() throws Exception {
    try (FakeBuildKit engine = engine();
        BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine.dialer(), certificates.server());
        BuildKitClient client = connect(buildkitd, certificates.client())) {
      assertThat(client.mode()).isEqualTo(ConnectionMode.DIRECT);
      assertThat(client.workers()).hasSize(1);
      assertThat(buildkitd.protocols()).containsOnly("h2");
    }
  }

  @Test
  void a_certificate_of_another_host_is_refused() throws Exception {
    try (FakeBuildKit engine = engine();
        BuildKitdProxy buildkitd =
            BuildKitdProxy.onTls(engine.dialer(), certificates.elsewhere())) {
      assertThatThrownBy(() -> connect(buildkitd, certificates.client()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void a_client_without_certificate_is_told() throws Exception {
    try (FakeBuildKit engine = engine();
        BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine.dialer(), certificates.server())) {
      assertThatThrownBy(() -> connect(buildkitd, certificates.stranger()))
          .isInstanceOf(IOException.class);
      assertThat(engine.heads()).isEmpty();
    }
  }
}
