package io.github.jbuild.cli.terminal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;

/**
 * Reacts to Ctrl-C more than once. A Java machine that is about to end ignores further signals, and
 * a user who presses Ctrl-C again wants no more patience.
 */
final class Interrupts {

  private Interrupts() {}

  /**
   * Calls {@code each} for every Ctrl-C, on a thread of Java's own, instead of ending the process.
   *
   * @return false if this Java has no such thing; then the first Ctrl-C ends the process as usual
   */
  static boolean handle(Runnable each) {
    try {
      // Of the module jdk.unsupported, which every JDK from 9 to 25 exports; the compiler warns of
      // it.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> named = signal.getConstructor(String.class);
      Object calling =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  each.run();
                }
                return method.getName().equals("hashCode") ? (Object) 1 : null;
              });
      signal.getMethod("handle", signal, handler).invoke(null, named.newInstance("INT"), calling);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
