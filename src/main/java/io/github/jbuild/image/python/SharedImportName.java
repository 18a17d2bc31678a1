package io.github.jbuild.image.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A name that several distributions provide for import, as onnxruntime and onnxruntime-gpu both do:
 * which of them is imported, and from whose files, is up to the order of installation.
 *
 * @param name name of the module or package
 * @param distributions the visible distributions that provide it, at least two, by name
 */
public record SharedImportName(String name, List<Distribution> distributions) {

  public SharedImportName {
    distributions = List.copyOf(distributions);
  }

  /**
   * All such names of an environment, sorted. Distributions that have nothing in common there but
   * the same {@code __init__.py} share a namespace, as the nvidia wheels do, and are left out.
   */
  public static List<SharedImportName> in(PythonEnvironment environment) {
    Map<String, List<Distribution>> byName = new TreeMap<>();
    for (Distribution distribution : environment.visible()) {
      for (String name : distribution.topLevel()) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(distribution);
      }
    }
    List<SharedImportName> shared = new ArrayList<>();
    byName.forEach(
        (name, distributions) -> {
          List<Distribution> rivals =
              distributions.stream()
                  .filter(one -> distributions.stream().anyMatch(other -> rival(name, one, other)))
                  .toList();
          if (!rivals.isEmpty()) {
            shared.add(new SharedImportName(name, rivals));
          }
        });
    return List.copyOf(shared);
  }

  private static boolean rival(String name, Distribution one, Distribution other) {
    if (one.metadataPath().equals(other.metadataPath())) {
      return false;
    }
    boolean known = !one.record().isEmpty() && !other.record().isEmpty();
    if (!known || !one.siteFolder().equals(other.siteFolder())) {
      return true;
    }
    Map<String, RecordRow> theirs = files(name, other);
    Map<String, RecordRow> common = files(name, one);
    common.keySet().retainAll(theirs.keySet());
    // a module and a package of one name have no file in common, and still hide one another
    return common.isEmpty()
        || common.values().stream().anyMatch(row -> !isSameMark(row, theirs.get(row.path())));
  }

  private static boolean isSameMark(RecordRow one, @Nullable RecordRow other) {
    boolean mark = one.path().endsWith("/__init__.py") || one.path().endsWith("/py.typed");
    return mark && one.sha256().isPresent() && one.equals(other);
  }

  private static Map<String, RecordRow> files(String name, Distribution distribution) {
    Map<String, RecordRow> files = new HashMap<>();
    for (RecordRow row : distribution.record()) {
      boolean below = row.path().startsWith(name + "/") || row.path().startsWith(name + ".");
      if (below && !row.isByteCode()) {
        files.put(row.path(), row);
      }
    }
    return files;
  }
}
