package io.github.jbuild.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Bytes by folder. What it shows is a partition: each byte is in one row, and the largest folders
 * are opened first, so that the rows are neither {@code /usr} nor a thousand small folders.
 */
public final class FolderTree {

  /** Folders below this part of a row's fair share are not shown alone. */
  private static final int PARTS = 10;

  private static final class Node {
    private final String path;
    private final Map<String, Node> children = new HashMap<>();
    private long weight;
    private long bytes;
    private int files;

    Node(String path) {
      this.path = path;
    }
  }

  private final Map<String, Node> nodes = new HashMap<>();
  private final Node root = new Node("/");

  FolderTree() {
    nodes.put("/", root);
  }

  /** Adds a file that is directly in a folder. */
  void add(String folder, long bytes) {
    add(folder, Math.abs(bytes), bytes);
  }

  /**
   * Adds a difference.
   *
   * @param weight how much it matters, for the choice of rows
   * @param bytes what it adds to the folder
   */
  void add(String folder, long weight, long bytes) {
    Node at = node(folder);
    at.weight += weight;
    at.bytes += bytes;
    at.files++;
  }

  /** Adds up what is below each folder; afterwards nothing is added. */
  FolderTree summed() {
    List<Node> deepestFirst = new ArrayList<>(nodes.values());
    deepestFirst.sort(Comparator.comparingInt((Node node) -> depth(node.path)).reversed());
    for (Node node : deepestFirst) {
      if (node != root) {
        Node parent = node(parent(node.path));
        parent.weight += node.weight;
        parent.bytes += node.bytes;
        parent.files += node.files;
      }
    }
    return this;
  }

  /**
   * The folders in which the bytes are, most important first, the last row for all others if there
   * are any.
   *
   * @param limit how many rows, at least 1; the row for all others comes on top
   */
  public List<FolderBytes> rows(int limit) {
    long floor = Math.max(1, root.weight / ((long) Math.max(1, limit) * PARTS));
    PriorityQueue<Node> open = new PriorityQueue<>(FolderTree::byWeight);
    open.add(root);
    List<Node> done = new ArrayList<>();
    Node elsewhere = new Node("/");
    Set<Node> leftovers = new HashSet<>();
    while (!open.isEmpty()) {
      Node node = open.remove();
      List<Node> large = large(node, floor, limit - done.size() - open.size());
      if (large.isEmpty()) {
        done.add(node);
        continue;
      }
      open.addAll(large);
      Node rest = rest(node, large);
      if (rest.weight >= floor) {
        leftovers.add(rest);
        done.add(rest);
      } else {
        join(elsewhere, rest);
      }
    }
    done.removeIf(node -> node.files == 0);
    done.sort(FolderTree::byWeight);
    List<FolderBytes> rows = new ArrayList<>();
    done.forEach(
        node ->
            rows.add(new FolderBytes(node.path, leftovers.contains(node), node.bytes, node.files)));
    if (elsewhere.files > 0) {
      rows.add(new FolderBytes(elsewhere.path, true, elsewhere.bytes, elsewhere.files));
    }
    return rows;
  }

  /**
   * The folders in a folder that become rows of their own in its place; none where it is better
   * left whole.
   */
  private static List<Node> large(Node node, long floor, int room) {
    List<Node> large =
        node.children.values().stream()
            .filter(child -> child.weight >= floor)
            .sorted(FolderTree::byWeight)
            .toList();
    boolean restShown = rest(node, large).weight >= floor;
    if (large.size() + (restShown ? 1 : 0) <= room) {
      return large;
    }
    List<Node> fitting = large.subList(0, Math.max(0, Math.min(large.size(), room - 1)));
    return rest(node, fitting).weight * 2 <= node.weight ? fitting : List.of();
  }

  private static Node rest(Node node, List<Node> large) {
    Node rest = new Node(node.path);
    join(rest, node);
    for (Node child : large) {
      rest.weight -= child.weight;
      rest.bytes -= child.bytes;
      rest.files -= child.files;
    }
    return rest;
  }

  private static void join(Node into, Node from) {
    into.weight += from.weight;
    into.bytes += from.bytes;
    into.files += from.files;
  }

  private Node node(String folder) {
    Node known = nodes.get(folder);
    if (known != null) {
      return known;
    }
    Node made = new Node(folder);
    nodes.put(folder, made);
    node(parent(folder)).children.put(folder, made);
    return made;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static int depth(String path) {
    return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
  }

  private static int byWeight(Node a, Node b) {
    int order = Long.compare(b.weight, a.weight);
    return order != 0 ? order : a.path.compareTo(b.path);
  }
}
