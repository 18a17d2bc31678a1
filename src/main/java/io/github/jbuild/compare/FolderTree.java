package io.github.jbuild.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by folder. What it shows is a partition, so that each byte is in one row: the deepest
 * folders that hold enough, and for a folder above them what they leave of it, if that is enough
 * (hierarchical heavy hitters). So the rows are neither {@code /usr} nor a thousand small folders.
 */
public final class FolderTree {

  /** How the least weight of a row falls from one try to the next. */
  private static final double STEP = 0.8;

  /** A row holds at least this part of its fair share; less is not worth a row. */
  private static final double TRIFLE = 100;

  private static final class Node {
    private final String path;
    private @Nullable Node parent;
    private long weight;
    private long bytes;
    private int files;

    /** The same with what is below it and in no row of its own. */
    private long heavy;

    private long left;
    private int leftFiles;
    private boolean opened;

    Node(String path) {
      this.path = path;
    }

    void reset() {
      heavy = weight;
      left = bytes;
      leftFiles = files;
      opened = false;
    }

    void giveTo(Node above) {
      above.heavy += heavy;
      above.left += left;
      above.leftFiles += leftFiles;
    }
  }

  private final Map<String, Node> nodes = new HashMap<>();
  private final Node root = new Node("/");
  private long weight;

  FolderTree() {
    nodes.put("/", root);
  }

  /** Adds a file that is directly in a folder, or a difference, which may be negative. */
  void add(String folder, long bytes) {
    Node at = node(folder);
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
    List<Node> deepestFirst = new ArrayList<>(nodes.values());
    deepestFirst.sort(Comparator.comparingInt((Node node) -> depth(node.path)).reversed());
    double floor = Math.max(1, (double) weight / limit / TRIFLE);
    double least = Math.max(floor, (double) weight / limit);
    // no more than the limit can hold that much each
    List<FolderBytes> rows = shown(heavy(deepestFirst, least), limit);
    while (least > floor) {
      least = Math.max(floor, least * STEP);
      List<Node> heavy = heavy(deepestFirst, least);
      if (heavy.size() > limit) {
        // many folders of one size: the first of them say more than none
        return rows.size() * 2 < limit + 1 ? shown(heavy, limit) : rows;
      }
      rows = shown(heavy, limit);
    }
    return rows;
  }

  /** The folders that hold so much without what deeper ones of them hold. */
  private List<Node> heavy(List<Node> deepestFirst, double least) {
    deepestFirst.forEach(Node::reset);
    List<Node> heavy = new ArrayList<>();
    for (Node node : deepestFirst) {
      Node parent = node.parent;
      if (parent == null) {
        continue;
      }
      if (node.heavy >= least) {
        heavy.add(node);
        parent.opened = true;
      } else {
        node.giveTo(parent);
        parent.opened |= node.opened;
      }
    }
    return heavy;
  }

  private List<FolderBytes> shown(List<Node> heavy, int limit) {
    heavy.sort(
        Comparator.comparingLong((Node node) -> node.heavy)
            .reversed()
            .thenComparing(node -> node.path));
    List<FolderBytes> rows = new ArrayList<>();
    heavy.stream()
        .limit(limit)
        .forEach(
            node -> rows.add(new FolderBytes(node.path, node.opened, node.left, node.leftFiles)));
    heavy.stream().skip(limit).forEach(node -> node.giveTo(root));
    if (root.leftFiles > 0) {
      rows.add(new FolderBytes("/", !rows.isEmpty(), root.left, root.leftFiles));
    }
    return rows;
  }

  private Node node(String folder) {
    Node known = nodes.get(folder);
    if (known != null) {
      return known;
    }
    Node made = new Node(folder);
    nodes.put(folder, made);
    made.parent = node(parent(folder));
    return made;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static int depth(String path) {
    return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
  }
}
