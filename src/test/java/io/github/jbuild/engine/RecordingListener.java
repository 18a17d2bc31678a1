package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Digest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what a builder tells, one line an event. */
final class RecordingListener implements ContainerEngine.Listener {

  final List<String> events = new CopyOnWriteArrayList<>();
  final List<Long> sent = new CopyOnWriteArrayList<>();
  private final Consumer<String> onEvent;

  RecordingListener() {
    this(event -> {});
  }

  RecordingListener(Consumer<String> onEvent) {
    this.onEvent = onEvent;
  }

  @Override
  public void contextSent(long bytes) {
    sent.add(bytes);
    onEvent.accept("sent");
  }

  @Override
  public void pulling(String image, long bytes, long total) {
    add("pulling " + image + " " + bytes + "/" + total);
  }

  @Override
  public void instructionStarted(int number, int total, String text) {
    add(number + "/" + total + " " + text);
  }

  @Override
  public void log(String line) {
    add("| " + line);
  }

  @Override
  public void cached() {
    add("cached");
  }

  @Override
  public void layer(@Nullable Digest imageId) {
    add(imageId == null ? "layer" : "layer " + imageId.shortHex());
  }

  @Override
  public void warning(String text) {
    add("warning " + text);
  }

  private void add(String event) {
    events.add(event);
    onEvent.accept(event);
  }
}
