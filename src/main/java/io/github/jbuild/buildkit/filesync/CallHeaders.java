package io.github.jbuild.buildkit.filesync;

import io.grpc.Metadata;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Headers of a call. BuildKit encodes those with characters that headers cannot have. */
public final class CallHeaders {

  private CallHeaders() {}

  /** All values. */
  public static List<String> all(Metadata headers, String name) {
    Iterable<String> given = headers.getAll(key(name));
    if (given == null) {
      return List.of();
    }
    boolean encoded = "1".equals(headers.get(key(name + "-encoded")));
    List<String> values = new ArrayList<>();
    for (String value : given) {
      values.add(encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value);
    }
    return values;
  }

  /** The first value; empty if there is none. */
  public static String first(Metadata headers, String name) {
    List<String> values = all(headers, name);
    return values.isEmpty() ? "" : values.get(0);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
