package io.github.jbuild.build;

import io.github.jbuild.core.BuildStatus.Transfer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The counters of a vertex, with those of an image's layers added up. */
final class VertexTransfers {

  private static final Pattern LAYER = Pattern.compile("(?:sha256:)?[0-9a-f]{12,64}");
  private static final Pattern EXTRACTING =
      Pattern.compile("extracting (?:sha256:)?[0-9a-f]{12,64}");
  private static final long UNKNOWN = -1;

  /**
   * A sum.
   *
   * @param total -1 when unknown
   */
  record Sum(String label, long bytes, long total, boolean done) {}

  private final Map<String, Map<String, Transfer>> groups = new LinkedHashMap<>();
  private final Map<String, Sum> told = new LinkedHashMap<>();

  /** Takes a counter's new state and returns the sum that it belongs to. */
  Sum add(Transfer transfer) {
    String label = label(transfer);
    Map<String, Transfer> group = groups.computeIfAbsent(label, key -> new LinkedHashMap<>());
    group.put(transfer.id(), transfer);
    Sum sum = sum(label, group.values());
    told.put(label, sum);
    return sum;
  }

  /** The vertex has ended: what was not done is. */
  Collection<Sum> end() {
    Map<String, Sum> open = new LinkedHashMap<>();
    told.forEach(
        (label, sum) -> {
          if (!sum.done()) {
            open.put(label, new Sum(label, sum.bytes(), sum.total(), true));
          }
        });
    told.putAll(open);
    return open.values();
  }

  private static Sum sum(String label, Collection<Transfer> group) {
    long bytes = 0;
    long total = 0;
    boolean done = true;
    boolean known = true;
    for (Transfer each : group) {
      Instant completed = each.completedOrNull();
      long all = completed != null ? Math.max(each.current(), each.total()) : each.total();
      bytes += each.current();
      total += all;
      known &= all > 0 || completed != null;
      done &= completed != null;
    }
    return new Sum(label, bytes, known ? total : UNKNOWN, done);
  }

  private static String label(Transfer transfer) {
    if (LAYER.matcher(transfer.id()).matches()) {
      return "pulling";
    }
    if (EXTRACTING.matcher(transfer.id()).matches()) {
      return "extracting";
    }
    String name = transfer.name().isEmpty() ? transfer.id() : transfer.name();
    return name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
  }
}
