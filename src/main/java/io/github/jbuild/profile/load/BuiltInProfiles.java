package io.github.jbuild.profile.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profiles and fragments in the program itself. */
final class BuiltInProfiles {

  /** Their names, sorted. */
  static final List<String> NAMES =
      List.of("cuda-base", "gliner-api", "gliner-legacy", "inference-server", "jetpack", "slim");

  /** The names of the fragments, sorted. */
  static final List<String> FRAGMENTS = List.of("gpu-preload", "openblas", "threads", "uvicorn");

  private BuiltInProfiles() {}

  /** The name of a built-in profile's text in places. */
  static String file(String name) {
    return "<built-in " + name + ".yaml>";
  }

  /** The text of one of {@link #NAMES}, or of {@link #FRAGMENTS} below {@code fragments/}. */
  static String text(String name) {
    return resource("/profiles/" + name + ".yaml");
  }

  static String resource(String path) {
    try (InputStream in = BuiltInProfiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its own " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
