package io.github.jbuild.buildkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates of a server and of a client that trust each other, made with the JDK's keytool. */
public final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;

  /** Makes them in a folder. */
  public Certificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    make("server", "127.0.0.1");
    make("client", "127.0.0.1");
    make("elsewhere", "192.0.2.1");
  }

  /** For the server: proves that it is 127.0.0.1. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    return context("server", "client");
  }

  /** For a server whose certificate names another host. */
  public SSLContext elsewhere() throws IOException, GeneralSecurityException {
    return context("elsewhere", "client");
  }

  /** For the client. */
  public SSLContext client() throws IOException, GeneralSecurityException {
    return context("client", "server", "elsewhere");
  }

  /** For a client without a certificate. */
  public SSLContext stranger() throws IOException, GeneralSecurityException {
    return context(null, "server");
  }

  /** Writes what a client needs, in docker's layout: ca.pem, cert.pem and key.pem. */
  public void writeClient(Path into) throws IOException, GeneralSecurityException {
    KeyStore client = store("client");
    write(into.resolve("ca.pem"), "CERTIFICATE", certificate("server"));
    write(into.resolve("cert.pem"), "CERTIFICATE", certificate("client"));
    write(into.resolve("key.pem"), "PRIVATE KEY", client.getKey("client", PASSWORD).getEncoded());
  }

  private byte[] certificate(String name) throws IOException, GeneralSecurityException {
    return store(name).getCertificate(name).getEncoded();
  }

  private static void write(Path file, String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  private void make(String name, String address) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            name,
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:" + address,
            "-storepass",
            String.valueOf(PASSWORD),
            "-keystore",
            folder.resolve(name).toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertThat(keytool.waitFor()).as(output).isZero();
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private SSLContext context(@Nullable String ownOrNull, String... trusted)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(ownOrNull == null ? null : store(ownOrNull), PASSWORD);
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, PASSWORD);
    for (String name : trusted) {
      trust.setCertificateEntry(name, store(name).getCertificate(name));
    }
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
    trusts.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
    return context;
  }
}
