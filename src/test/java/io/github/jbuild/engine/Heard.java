package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Vertex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a builder told, joined: the last that was said of each vertex, and all output. */
public final class Heard implements ContainerEngine.Listener {

  private final Map<String, Vertex> vertexes = new LinkedHashMap<>();
  private final StringBuilder output = new StringBuilder();
  private final List<String> everything = new ArrayList<>();
  private final CountDownLatch awaited = new CountDownLatch(1);
  private String awaitedText = "";

  @Override
  public synchronized void on(BuildStatus status) {
    everything.add(status.toString());
    status.vertexes().forEach(vertex -> vertexes.put(vertex.digest(), vertex));
    status.logs().forEach(log -> output.append(new String(log.data(), StandardCharsets.UTF_8)));
    if (!awaitedText.isEmpty() && output.indexOf(awaitedText) >= 0) {
      awaited.countDown();
    }
  }

  /** Lets {@link #await} end when a step prints a text. */
  Heard until(String text) {
    awaitedText = text;
    return this;
  }

  /** Whether the text came. */
  boolean await() throws InterruptedException {
    return awaited.await(2, TimeUnit.MINUTES);
  }

  /** The one vertex whose name contains a text. */
  synchronized Vertex vertex(String text) {
    List<Vertex> found =
        vertexes.values().stream().filter(vertex -> vertex.name().contains(text)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " vertexes with " + text + " among " + vertexes.values());
    }
    return found.get(0);
  }

  synchronized List<Vertex> vertexes() {
    return List.copyOf(vertexes.values());
  }

  /** What the steps printed. */
  public synchronized String output() {
    return output.toString();
  }

  /** All that was told, output included, as text. */
  synchronized String everything() {
    return String.join("\n", everything) + "\n" + output;
  }
}
