package io.github.jbuild.it;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageConfig;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whatever two images differ in: paths, kinds, modes, owners, link targets, bytes, settings. */
final class TreeDifferences {

  /** What stands for a path that one of the images has not. */
  static final String ABSENT = "not there";

  private TreeDifferences() {}

  /**
   * A difference at a path.
   *
   * @param one what the first image has there, or {@link #ABSENT}
   * @param other what the second image has there, or {@link #ABSENT}
   */
  record Difference(String path, String one, String other) {

    /** Whether both have a file there that differs in its bytes alone. */
    boolean inBytes() {
      return one.startsWith("FILE")
          && withoutBytes(one).equals(withoutBytes(other))
          && !one.equals(other);
    }

    private static String withoutBytes(String file) {
      return file.replaceFirst(" \\S+ bytes \\S+$", "");
    }

    @Override
    public String toString() {
      return path + ": " + one + " / " + other;
    }
  }

  /** All differences in files, by path; times are not looked at. */
  static Collection<Difference> ofFiles(FileTree one, FileTree other) {
    Map<String, String> first = described(one);
    Map<String, String> second = described(other);
    TreeSet<String> paths = new TreeSet<>(first.keySet());
    paths.addAll(second.keySet());
    return paths.stream()
        .map(
            path ->
                new Difference(
                    path, first.getOrDefault(path, ABSENT), second.getOrDefault(path, ABSENT)))
        .filter(difference -> !difference.one().equals(difference.other()))
        .toList();
  }

  /** The configuration but for times, layers and history. */
  static String settings(Image image) {
    ImageConfig config = image.config();
    return String.join(
        "\n",
        config.platform().toString(),
        config.env().toString(),
        config.entrypoint().toString(),
        config.command().toString(),
        "user " + config.user(),
        "workdir " + config.workdir(),
        config.exposed().toString(),
        new TreeSet<>(config.volumes()).toString(),
        config.stopSignal(),
        new TreeMap<>(config.labels()).toString(),
        config.healthcheck().toString());
  }

  private static Map<String, String> described(FileTree files) {
    Map<String, String> described = new TreeMap<>();
    files.forEach(entry -> described.put(entry.path(), describe(entry)));
    return described;
  }

  private static String describe(FileEntry entry) {
    FileEntry.@Nullable Content content = entry.content().orElse(null);
    String kind = content == null ? entry.type().name() : "FILE";
    String what =
        content == null
            ? entry.target().map(target -> " -> " + target).orElse("")
            : " " + content.size() + " bytes " + Objects.requireNonNull(content).sha256();
    return String.format(
        Locale.ROOT, "%s %o %d:%d%s", kind, entry.mode(), entry.uid(), entry.gid(), what);
  }
}
