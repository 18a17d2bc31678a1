package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Vertex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Writes down what a builder tells, one line an event: {@code 1/2 FROM a} begins, {@code end 1/2},
 * {@code cached 1/2}, {@code error 1/2 why}.
 */
public final class RecordingListener implements ContainerEngine.Listener {

  private static final String CONTEXT = "[internal] load build context";

  public final List<String> events = new CopyOnWriteArrayList<>();
  public final List<Long> sent = new CopyOnWriteArrayList<>();
  public final List<BuildStatus> statuses = new CopyOnWriteArrayList<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Consumer<String> onEvent;

  public RecordingListener() {
    this(event -> {});
  }

  public RecordingListener(Consumer<String> onEvent) {
    this.onEvent = onEvent;
  }

  @Override
  public void on(BuildStatus status) {
    statuses.add(status);
    status.vertexes().forEach(this::vertex);
    status.transfers().forEach(this::transfer);
    status
        .logs()
        .forEach(log -> add("| " + new String(log.data(), StandardCharsets.UTF_8).stripTrailing()));
    status.warnings().forEach(warning -> add("warning " + warning.text()));
  }

  private void vertex(Vertex vertex) {
    names.put(vertex.digest(), vertex.name());
    if (vertex.name().equals(CONTEXT)) {
      return;
    }
    String name = vertex.name().substring(1).replaceFirst("] ", " ");
    String number = name.substring(0, name.indexOf(' '));
    if (vertex.completedOrNull() == null) {
      add(name);
    } else if (!vertex.error().isEmpty()) {
      add("error " + number + " " + vertex.error());
    } else {
      add((vertex.cached() ? "cached " : "end ") + number);
    }
  }

  private void transfer(BuildStatus.Transfer transfer) {
    if (String.valueOf(names.get(transfer.vertex())).equals(CONTEXT)) {
      sent.add(transfer.current());
      onEvent.accept("sent");
    } else {
      add("pulling " + transfer.id() + " " + transfer.current() + "/" + transfer.total());
    }
  }

  private void add(String event) {
    events.add(event);
    onEvent.accept(event);
  }
}
