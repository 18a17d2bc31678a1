package io.github.jbuild.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes by folder. What it shows is a partition, so that each byte is in one row: the deepest
 * folders that hold enough, and for a folder above them what they leave of it, if that is enough
 * (hierarchical heavy hitters). So the rows are neither {@code /usr} nor a thousand small folders.
 */
public final class FolderTree {

  /** How the least weight of a row falls from one try to the next. */
  private static final double STEP = 0.8;

  /** A row holds at least this part of its fair share; less is no answer. */
  private static final double TRIFLE = 100;

  private static final class Node {
    private final String path;
    private long weight;
    private long bytes;
    private int files;

    Node(String path) {
      this.path = path;
    }

    void join(Node other) {
      weight += other.weight;
      bytes += other.bytes;
      files += other.files;
    }
  }

  private record Row(Node sum, boolean rest) {}

  private final Map<String, Node> own = new HashMap<>();
  private long weight;

  /** Adds a file that is directly in a folder, or a difference, which may be negative. */
  void add(String folder, long bytes) {
    Node at = own.computeIfAbsent(folder, Node::new);
    at.weight += Math.abs(bytes);
    at.bytes += bytes;
    at.files++;
    weight += Math.abs(bytes);
  }

  /**
   * The folders in which the bytes are, most important first; a last row {@code /} for all others,
   * if there are any.
   *
   * @param limit how many rows, at least 1; the row for all others comes on top
   */
  public List<FolderBytes> rows(int limit) {
    List<String> deepestFirst = folders();
    Node elsewhere = new Node("/");
    List<Row> rows = List.of();
    double floor = Math.max(1, (double) weight / limit / TRIFLE);
    for (double least = Math.max(floor / STEP, (double) weight / limit); least > floor; ) {
      least = Math.max(floor, least * STEP);
      Node left = new Node("/");
      List<Row> more = rows(deepestFirst, least, left);
      if (more.size() > limit) {
        break;
      }
      rows = more;
      elsewhere = left;
    }
    List<FolderBytes> shown = new ArrayList<>();
    rows.stream()
        .sorted(
            Comparator.comparingLong((Row row) -> row.sum.weight)
                .reversed()
                .thenComparing(row -> row.sum.path))
        .forEach(row -> shown.add(shown(row.sum, row.rest)));
    if (elsewhere.files > 0) {
      shown.add(shown(elsewhere, !shown.isEmpty()));
    }
    return shown;
  }

  private List<Row> rows(List<String> deepestFirst, double least, Node elsewhere) {
    Map<String, Node> left = new HashMap<>();
    Map<String, Boolean> opened = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String folder : deepestFirst) {
      Node sum = left.computeIfAbsent(folder, Node::new);
      Node itself = own.get(folder);
      if (itself != null) {
        sum.join(itself);
      }
      boolean rest = opened.getOrDefault(folder, false);
      if (folder.equals("/")) {
        elsewhere.join(sum);
        continue;
      }
      boolean row = sum.weight >= least;
      if (row) {
        rows.add(new Row(sum, rest));
      } else {
        left.computeIfAbsent(parent(folder), Node::new).join(sum);
      }
      opened.merge(parent(folder), row || rest, Boolean::logicalOr);
    }
    return rows;
  }

  private List<String> folders() {
    Map<String, Integer> depths = new HashMap<>();
    for (String folder : own.keySet()) {
      for (String at = folder; depths.putIfAbsent(at, depth(at)) == null; ) {
        at = parent(at);
      }
    }
    List<String> folders = new ArrayList<>(depths.keySet());
    folders.sort(Comparator.comparing(depths::get).reversed());
    return folders;
  }

  private static FolderBytes shown(Node node, boolean rest) {
    return new FolderBytes(node.path, rest, node.bytes, node.files);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static int depth(String path) {
    return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
  }
}
