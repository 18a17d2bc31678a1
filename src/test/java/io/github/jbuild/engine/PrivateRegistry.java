package io.github.jbuild.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The bed's registry behind a door that opens to one user, and notes who knocks. */
final class PrivateRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String expected;
  private final List<String> told = new CopyOnWriteArrayList<>();

  PrivateRegistry(String user, String password) throws IOException {
    expected = "Basic " + base64(user, password);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its name in image references. */
  String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Its part of docker's configuration, with what it is to be told. */
  String entry(String user, String password) {
    return "\"%s\":{\"auth\":\"%s\"}".formatted(name(), base64(user, password));
  }

  /** The credentials that came, decoded. */
  List<String> told() {
    return told.stream()
        .map(header -> Base64.getDecoder().decode(header.substring("Basic ".length())))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .distinct()
        .toList();
  }

  private static String base64(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization != null) {
        told.add(authorization);
      }
      if (expected.equals(authorization)) {
        forward(exchange);
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"private\"");
        exchange.sendResponseHeaders(401, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://"
                        + TestBed.variable("JBUILD_TESTBED_REGISTRY")
                        + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
    exchange
        .getRequestHeaders()
        .getOrDefault("Accept", List.of())
        .forEach(accept -> request.header("Accept", accept));
    HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
    for (String header : List.of("Content-Type", "Docker-Content-Digest", "Content-Length")) {
      answer
          .headers()
          .firstValue(header)
          .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        answer.statusCode(),
        head ? -1 : answer.headers().firstValueAsLong("Content-Length").orElse(0));
    try (InputStream body = answer.body()) {
      if (!head) {
        body.transferTo(exchange.getResponseBody());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
