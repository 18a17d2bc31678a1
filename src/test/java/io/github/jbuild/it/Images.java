package io.github.jbuild.it;

import io.github.jbuild.engine.builder.Lazy;
import io.github.jbuild.render.Dialect;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/** The images of the built-in profiles, each built once a run with each builder. */
final class Images {

  private static final ConcurrentHashMap<String, Lazy<String>> BUILT = new ConcurrentHashMap<>();

  private Images() {}

  /** The tag of a profile's image by BuildKit, which is built when it is requested first. */
  static String of(String profile) {
    return of(profile, Dialect.BUILDKIT);
  }

  /** The tag of a profile's image by one of the builders; it is built when asked for first. */
  static String of(String profile, Dialect dialect) {
    String tag = tag(profile, dialect);
    return once(
        tag,
        () ->
            TestBed.jbuildAlone(TestBed.buildArguments(profile, tag, "--engine", engine(dialect)))
                .succeeds());
  }

  /** The tag of an image, built when it is requested first; whoever asks meanwhile waits. */
  static String once(String tag, Runnable build) {
    return BUILT
        .computeIfAbsent(
            tag,
            wanted ->
                new Lazy<>(
                    () -> {
                      build.run();
                      return wanted;
                    }))
        .get();
  }

  /** The value of {@code --engine} that brings a dialect. */
  static String engine(Dialect dialect) {
    return dialect.name().toLowerCase(Locale.ROOT);
  }

  private static String tag(String profile, Dialect dialect) {
    return "jbuild-it:" + profile + "-" + engine(dialect);
  }
}
