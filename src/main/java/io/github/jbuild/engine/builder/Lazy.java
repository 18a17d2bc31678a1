package io.github.jbuild.engine.builder;

import io.github.jbuild.core.DaemonThreads;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is created when first requested, and only once. */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private @Nullable T value;

  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  /**
   * A value that a thread of its own begins to make at once. What fails there fails again for
   * whoever asks.
   */
  public static <T> Lazy<T> started(String name, Supplier<T> maker) {
    Lazy<T> value = new Lazy<>(maker);
    DaemonThreads.startQuietly(name, value::get);
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
