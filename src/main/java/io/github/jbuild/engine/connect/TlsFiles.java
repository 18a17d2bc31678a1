package io.github.jbuild.engine.connect;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a TLS connection, in docker's layout.
 *
 * @param caOrNull certificates to trust instead of the system's
 * @param certOrNull the client's certificate chain
 * @param keyOrNull its private key
 * @param verify whether the engine's certificate must be trusted; its host name is checked always
 */
record TlsFiles(
    @Nullable Path caOrNull, @Nullable Path certOrNull, @Nullable Path keyOrNull, boolean verify) {

  /** The system's trusted certificates, no client certificate. */
  static final TlsFiles SYSTEM = new TlsFiles(null, null, null, true);

  private static final char[] NO_PASSWORD = new char[0];

  /** Those of {@code ca.pem}, {@code cert.pem} and {@code key.pem} that are in a folder. */
  static TlsFiles in(Path folder, boolean verify) {
    return new TlsFiles(
        existing(folder, "ca.pem"),
        existing(folder, "cert.pem"),
        existing(folder, "key.pem"),
        verify);
  }

  private static @Nullable Path existing(Path folder, String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? file : null;
  }

  /**
   * The TLS context of these files.
   *
   * @throws JbuildException {@code ENVIRONMENT} if a file cannot be used
   */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "cannot use the TLS files of the engine: " + e.getMessage())
          .hint("docker needs ca.pem, cert.pem and key.pem; see DOCKER_CERT_PATH")
          .cause(e);
    }
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    if (certOrNull == null || keyOrNull == null) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PemKey.read(keyOrNull),
        NO_PASSWORD,
        certificates(certOrNull).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
    if (!verify) {
      return new TrustManager[] {new TrustAll()};
    }
    if (caOrNull == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(caOrNull)) {
      store.setCertificateEntry("ca" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException(file + " contains no certificate");
      }
      return found;
    }
  }

  /** What docker's {@code SkipTLSVerify} asks for. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
