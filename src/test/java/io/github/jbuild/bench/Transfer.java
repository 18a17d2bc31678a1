package io.github.jbuild.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a builder says of the transfer of a build context.
 *
 * @param seconds how long it took
 * @param bytes what was sent, with the list of files
 */
record Transfer(double seconds, long bytes) {

  private static final String VERTEX = "[internal] load build context";
  private static final String STATUS = "transferring context:";
  private static final Pattern PLAIN_VERTEX = Pattern.compile("(#\\d+) " + Pattern.quote(VERTEX));
  private static final Pattern PLAIN_STATUS =
      Pattern.compile("(#\\d+) " + STATUS + " ([\\d.]+)(B|kB|MB|GB)(?: ([\\d.]+)s)? done");
  private static final Map<String, Double> UNITS = Map.of("B", 1., "kB", 1e3, "MB", 1e6, "GB", 1e9);

  /** From the lines of {@code --progress rawjson}. */
  static Transfer ofRawJson(List<String> lines) throws IOException {
    JsonMapper mapper = new JsonMapper();
    Set<String> contexts = new HashSet<>();
    for (String line : lines) {
      JsonNode event = mapper.readTree(line);
      for (JsonNode vertex : event.path("vertexes")) {
        if (vertex.path("name").asText().equals(VERTEX)) {
          contexts.add(vertex.path("digest").asText());
        }
      }
      for (JsonNode status : event.path("statuses")) {
        if (contexts.contains(status.path("vertex").asText())
            && status.path("id").asText().startsWith(STATUS)
            && status.has("completed")) {
          Instant started = Instant.parse(status.path("started").asText());
          Instant completed = Instant.parse(status.path("completed").asText());
          return new Transfer(
              Duration.between(started, completed).toNanos() / 1e9,
              status.path("current").asLong());
        }
      }
    }
    throw new IOException("no transfer of a context in " + String.join("\n", lines));
  }

  /**
   * From the lines of {@code --progress plain}, which have tenths of a second, and no time at all
   * where that would be 0.0.
   */
  static Transfer ofPlain(List<String> lines) throws IOException {
    Set<String> contexts = new HashSet<>();
    for (String line : lines) {
      Matcher vertex = PLAIN_VERTEX.matcher(line);
      if (vertex.matches()) {
        contexts.add(vertex.group(1));
      }
      Matcher status = PLAIN_STATUS.matcher(line);
      if (status.matches() && contexts.contains(status.group(1))) {
        double seconds = status.group(4) == null ? 0 : Double.parseDouble(status.group(4));
        double bytes =
            Double.parseDouble(status.group(2)) * UNITS.getOrDefault(status.group(3), 1.);
        return new Transfer(seconds, Math.round(bytes));
      }
    }
    throw new IOException("no transfer of a context in " + String.join("\n", lines));
  }
}
