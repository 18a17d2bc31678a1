package io.github.jbuild.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An engine on a TCP port that answers what a test tells it to. */
public final class FakeDockerApi implements AutoCloseable {

  public static final String IMAGE = "sha256:" + "1".repeat(64);
  static final String BUILT =
      """
      {"stream":"Step 1/1 : FROM scratch"}
      {"stream":"\\n"}
      {"aux":{"ID":"%s"}}
      """
          .formatted(IMAGE);

  /** A request that came in. */
  public record Seen(String line, String registryConfig, long bytes) {}

  /** What a request is answered with. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** The requests in their order, but for those of {@link #versions}. */
  public final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** What was asked for the engine's version: a thread of its own does so, at any time. */
  final List<Seen> versions = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>(new TreeMap<>());
  private String apiVersion = "1.41";
  private String podman = "";

  public FakeDockerApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    answer("/version", 200, "{\"Version\":\"20.10.24\",\"Os\":\"linux\",\"Arch\":\"amd64\"}");
    answer("/images/" + IMAGE + "/json", 200, image("arm64"));
    answer("/build", 200, BUILT);
  }

  /** The API version that a ping is answered with; none if empty. */
  public FakeDockerApi api(String version) {
    apiVersion = version;
    return this;
  }

  FakeDockerApi podman(String version) {
    podman = version;
    return this;
  }

  /** What a path without its version is answered with. */
  public FakeDockerApi answer(String path, int status, String body) {
    return answer(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  public FakeDockerApi answer(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  public static String image(String architecture) {
    return """
    {"Id":"%s","Os":"linux","Architecture":"%s","Size":7,"RootFS":{"Type":"layers","Layers":["a"]}}
    """
        .formatted(IMAGE, architecture);
  }

  public String host() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  public ConnectedEngine connect() {
    return connect(Map.of(), Path.of("/nonexistent"));
  }

  public ConnectedEngine connect(Map<String, String> environment, Path home) {
    return new EngineConnector(new EngineLocator(environment, home), InstantSource.system())
        .connect(new EngineChoice(host(), EngineChoice.Mode.CLASSIC, null));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/_ping")) {
        ping(exchange);
        return;
      }
      byte[] block = new byte[8192];
      long bytes = 0;
      String path = exchange.getRequestURI().getPath();
      String bare = path.replaceFirst("^/v[0-9.]+", "");
      Answer answer = answers.get(bare);
      if (!bare.equals("/build") || answers.get("unread") == null) {
        for (int n = 0; n >= 0; n = exchange.getRequestBody().read(block)) {
          bytes += n;
        }
      }
      String credentials = exchange.getRequestHeaders().getFirst("X-Registry-Config");
      (bare.equals("/version") ? versions : seen)
          .add(
              new Seen(
                  exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                  String.valueOf(credentials),
                  bytes));
      if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer.to(exchange);
      }
    }
  }

  private void ping(HttpExchange exchange) throws IOException {
    if (!apiVersion.isEmpty()) {
      exchange.getResponseHeaders().set("Api-Version", apiVersion);
    }
    if (!podman.isEmpty()) {
      exchange.getResponseHeaders().set("Libpod-Api-Version", podman);
    }
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("OK".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
