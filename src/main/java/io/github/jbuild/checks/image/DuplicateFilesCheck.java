package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No large file is stored more than once over all layers, under whatever names. */
final class DuplicateFilesCheck implements ImageCheck {

  /** Smaller copies are not worth a finding: licences, empty modules. */
  private static final long LARGE = 1_000_000;

  private static final int SHOWN = 10;

  private static final Rule RULE =
      new Rule(
          "JB209",
          "stored-once",
          "no large file is stored more than once",
          "COPY lib*.so* stores each library once per symlink, two gigabytes in all for cuDNN and"
              + " TensorRT; a chown or a second installation stores files again in a higher layer.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<List<FileEntry>> groups =
        copies(image).stream()
            .filter(group -> group.size() > 1 && !isPublished(image, group))
            .sorted(Comparator.comparingLong(DuplicateFilesCheck::wasted).reversed())
            .toList();
    Verdict verdict = new Verdict(RULE);
    for (List<FileEntry> group : groups.subList(0, Math.min(SHOWN, groups.size()))) {
      report(verdict, group);
    }
    long wasted = groups.stream().mapToLong(DuplicateFilesCheck::wasted).sum();
    if (groups.size() > SHOWN) {
      verdict.warning(
          Count.of(groups.size() - SHOWN, "more file is", "more files are")
              + " stored more than once",
          null,
          "jbuild inspect lists them");
    }
    return verdict.result(
        groups.isEmpty()
            ? "no file of " + ByteSize.format(LARGE) + " or more is stored twice"
            : Count.of(groups.size(), "file") + ", " + ByteSize.format(wasted) + " wasted");
  }

  private static void report(Verdict verdict, List<FileEntry> group) {
    FileEntry first = group.get(0);
    List<String> where =
        group.stream().map(file -> file.path() + " (layer " + (file.layer() + 1) + ")").toList();
    verdict.add(
        first.name().contains(".so") ? Severity.ERROR : Severity.WARNING,
        ByteSize.format(first.size())
            + " stored "
            + group.size()
            + " times: "
            + String.join(", ", where.subList(0, Math.min(6, where.size()))),
        first.path(),
        null,
        "copy only the real file and create its symlinks with ldconfig -n; set owner and mode in the"
            + " step that creates the file");
  }

  /**
   * Whether the copies are other files of packages, each as it was published: the wheels of NumPy
   * and SciPy each bundle a libgfortran.
   */
  private static boolean isPublished(ImageContext image, List<FileEntry> group) {
    return group.stream().map(FileEntry::path).distinct().count() == group.size()
        && group.stream().allMatch(image::packaged);
  }

  private static List<List<FileEntry>> copies(ImageContext image) {
    Map<String, List<FileEntry>> copies = new HashMap<>();
    for (Layer layer : image.image().layers()) {
      for (FileEntry file : layer.entries()) {
        if (file.size() >= LARGE) {
          file.content()
              .ifPresent(
                  content ->
                      copies
                          .computeIfAbsent(content.sha256().hex(), hash -> new ArrayList<>())
                          .add(file));
        }
      }
    }
    return List.copyOf(copies.values());
  }

  private static long wasted(List<FileEntry> group) {
    return group.get(0).size() * (group.size() - 1);
  }
}
