package io.github.jbuild.it;

import java.util.concurrent.ConcurrentHashMap;

/** The images of the built-in profiles, each built once a run. */
final class Images {

  private static final ConcurrentHashMap<String, String> BUILT = new ConcurrentHashMap<>();

  private Images() {}

  /** The tag of a profile's image, which is built when it is asked for first. */
  static String of(String profile) {
    return BUILT.computeIfAbsent(
        profile,
        name -> {
          String tag = "jbuild-it:" + name;
          TestBed.build(name, tag).succeeds();
          return tag;
        });
  }
}
