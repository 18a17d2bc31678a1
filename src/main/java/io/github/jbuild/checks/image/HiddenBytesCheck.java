package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Layer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is deleted or replaced by a layer is not still carried by one below. */
final class HiddenBytesCheck implements ImageCheck {

  private static final long LARGE = 5_000_000;

  private static final Rule RULE =
      new Rule(
          "JB210",
          "hidden-bytes",
          "no layer carries files that a later one deletes or replaces",
          "They are still pulled and stored with the image, and anyone who has it can read"
              + " it.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    long hidden = 0;
    for (Layer layer : image.image().layers()) {
      Map<FileEntry, Boolean> files = hidden(layer, image.files());
      long sum = files.keySet().stream().mapToLong(FileEntry::size).sum();
      hidden += sum;
      if (sum >= LARGE) {
        FileEntry largest =
            files.keySet().stream().max(Comparator.comparingLong(FileEntry::size)).orElseThrow();
        verdict.warning(
            "layer "
                + (layer.index() + 1)
                + " carries "
                + ByteSize.format(sum)
                + " that later layers "
                + (files.containsValue(true) ? "delete" : "replace")
                + ", "
                + ByteSize.format(largest.size())
                + " of it "
                + largest.path(),
            largest.path(),
            "create and delete files in one step, or in a stage that is not part of the image");
      }
    }
    return verdict.result(ByteSize.format(hidden) + " deleted or replaced by later layers");
  }

  /** The files of a layer that the image does not show, and whether they are gone altogether. */
  private static Map<FileEntry, Boolean> hidden(Layer layer, FileTree files) {
    Map<FileEntry, Boolean> hidden = new LinkedHashMap<>();
    for (FileEntry file : layer.entries()) {
      if (file.size() > 0) {
        FileEntry shown = files.get(file.path()).orElse(null);
        if (shown == null || shown.layer() != layer.index()) {
          hidden.put(file, shown == null);
        }
      }
    }
    return hidden;
  }
}
