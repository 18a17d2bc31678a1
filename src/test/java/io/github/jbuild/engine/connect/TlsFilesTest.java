package io.github.jbuild.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Talks to a server that wants a client certificate, with keys in each form that tools write. */
final class TlsFilesTest {

  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"RSA,PRIVATE KEY", "RSA,RSA PRIVATE KEY", "EC,PRIVATE KEY", "EC,EC PRIVATE KEY"})
  void connects_with_a_client_certificate(String algorithm, String form) throws Exception {
    KeyStore store = store(algorithm);
    writePem(store, form);
    HttpsServer server = server(store);
    try {
      Map<String, String> environment =
          Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder.toString());
      String host = "tcp://127.0.0.1:" + server.getAddress().getPort();
      EngineEndpoint endpoint = new EngineLocator(environment, folder).candidates(host).get(0);

      assertThat(EnginePing.of(endpoint).version()).hasValue(ApiVersion.OLDEST);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refuses_a_server_that_it_does_not_trust_unless_told_to() throws Exception {
    KeyStore store = store("EC");
    writePem(store, "PRIVATE KEY");
    HttpsServer server = server(store);
    try {
      String host = "tcp://127.0.0.1:" + server.getAddress().getPort();
      TlsFiles files = TlsFiles.in(folder, false);
      TlsFiles system = new TlsFiles(null, files.certOrNull(), files.keyOrNull(), true);

      assertThat(EnginePing.of(EngineEndpoint.parse(host, "test", files)).status()).isEqualTo(200);
      assertThatThrownBy(() -> EnginePing.of(EngineEndpoint.parse(host, "test", system)))
          .isInstanceOf(javax.net.ssl.SSLException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void names_a_file_that_holds_no_key() throws Exception {
    writePem(store("EC"), "PRIVATE KEY");
    Files.writeString(folder.resolve("key.pem"), "nothing");

    JbuildException error =
        catchThrowableOfType(JbuildException.class, () -> TlsFiles.in(folder, true).context());

    assertThat(error.message()).contains(folder.resolve("key.pem") + " contains no unencrypted");
  }

  private KeyStore store(String algorithm) throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private void writePem(KeyStore store, String form) throws Exception {
    byte[] certificate = store.getCertificate("k").getEncoded();
    Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", certificate));
    Files.writeString(folder.resolve("cert.pem"), pem("CERTIFICATE", certificate));
    PrivateKey key = (PrivateKey) store.getKey("k", PASSWORD.toCharArray());
    byte[] pkcs8 = key.getEncoded();
    byte[] der =
        switch (form) {
          case "RSA PRIVATE KEY" -> Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
          case "EC PRIVATE KEY" -> sec1(pkcs8);
          default -> pkcs8;
        };
    Files.writeString(folder.resolve("key.pem"), pem(form, der));
  }

  /** SEC 1 with the curve's name in [0], as OpenSSL writes it; the JDK leaves that out. */
  private static byte[] sec1(byte[] pkcs8) {
    int curveAt = 16;
    int curveLength = 2 + pkcs8[curveAt + 1];
    int keyAt = curveAt + curveLength + 2;
    byte[] bare = Arrays.copyOfRange(pkcs8, keyAt, keyAt + 2 + pkcs8[keyAt + 1]);
    byte[] full = Arrays.copyOf(bare, bare.length + 2 + curveLength);
    full[1] += (byte) (2 + curveLength);
    full[bare.length] = (byte) 0xa0;
    full[bare.length + 1] = (byte) curveLength;
    System.arraycopy(pkcs8, curveAt, full, bare.length + 2, curveLength);
    return full;
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  private static HttpsServer server(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", store.getCertificate("k"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/_ping",
        exchange -> {
          exchange.getResponseHeaders().set("Api-Version", ApiVersion.OLDEST.toString());
          answer(exchange);
        });
    server.start();
    return server;
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
