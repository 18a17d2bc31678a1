package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a build stands, kept for its error message; tells the listener on the way. */
final class BuildProgress {

  /** Lines of the running instruction's output that an error repeats. */
  static final int TAIL = 20;

  private final ContainerEngine.Listener listener;
  private final Deque<String> tail = new ArrayDeque<>();
  private int number;
  private int total;
  private String text = "";

  BuildProgress(ContainerEngine.Listener listener) {
    this.listener = listener;
  }

  void started(int number, int total, String text) {
    this.number = number;
    this.total = total;
    this.text = text;
    tail.clear();
    listener.instructionStarted(number, total, text);
  }

  void log(String line) {
    if (tail.size() == TAIL) {
      tail.removeFirst();
    }
    tail.addLast(line);
    listener.log(line);
  }

  void cached() {
    listener.cached();
  }

  void layer(@Nullable Digest id) {
    listener.layer(id);
  }

  void warning(String warning) {
    listener.warning(warning);
  }

  void pulling(String image, long bytes, long total) {
    listener.pulling(image, bytes, total);
  }

  /** The running instruction's number; 0 before the first. */
  int number() {
    return number;
  }

  int total() {
    return total;
  }

  /** The running instruction as the builder shows it. */
  String text() {
    return text;
  }

  /** The last lines of the running instruction's output. */
  List<String> tail() {
    return new ArrayList<>(tail);
  }

  /** The image that the running instruction starts from; null if it is no {@code FROM}. */
  @Nullable String base() {
    String[] words = text.split("\\s+", -1);
    if (!words[0].toUpperCase(Locale.ROOT).equals("FROM")) {
      return null;
    }
    for (int i = 1; i < words.length; i++) {
      if (!words[i].startsWith("--")) {
        return words[i];
      }
    }
    return null;
  }
}
