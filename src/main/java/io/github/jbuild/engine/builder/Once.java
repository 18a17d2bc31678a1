package io.github.jbuild.engine.builder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is created when first requested, and only once. */
public final class Once<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private @Nullable T value;

  public Once(Supplier<T> maker) {
    this.maker = maker;
  }

  /**
   * A value that a thread of its own begins to make at once. What fails there fails again for
   * whoever asks.
   */
  public static <T> Once<T> begun(String name, Supplier<T> maker) {
    Once<T> value = new Once<>(maker);
    Thread thread = new Thread(value::get, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, e) -> {});
    thread.start();
    return value;
  }

  @Override
  public synchronized T get() {
    T made = value;
    if (made == null) {
      made = maker.get();
      value = made;
    }
    return made;
  }
}
