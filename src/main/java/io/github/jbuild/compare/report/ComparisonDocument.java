package io.github.jbuild.compare.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Difference;
import io.github.jbuild.compare.FileChange;
import io.github.jbuild.compare.FolderBytes;
import io.github.jbuild.compare.Measured;
import io.github.jbuild.compare.Measured.SizeGrowth;
import io.github.jbuild.compare.PackageChange;
import io.github.jbuild.compare.Pull;
import io.github.jbuild.compare.SettingRow;
import io.github.jbuild.compare.SoftwareRow;
import io.github.jbuild.compare.Violation;
import io.github.jbuild.compare.report.ImageDocument.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images side by side as JSON. All sizes are in bytes.
 *
 * @param images the subjects in their order; the first is the reference
 * @param violations budgets that are not kept; empty when all are kept
 * @param software for each product its versions, in the order of {@code images}
 * @param settings settings of the configuration that differ, values in the order of {@code images};
 *     null where one is not set
 * @param differences how each other image differs from the reference
 */
@JsonPropertyOrder({"images", "violations", "software", "settings", "differences"})
record ComparisonDocument(
    List<ImageRow> images,
    List<Violation> violations,
    List<SoftwareRow> software,
    List<SettingRow> settings,
    List<DifferenceRow> differences) {

  static ComparisonDocument of(Comparison comparison, List<Violation> violations, int limit) {
    return new ComparisonDocument(
        comparison.images().stream()
            .map(
                image ->
                    ImageRow.of(
                        image,
                        violations.stream()
                            .filter(each -> each.image().equals(image.subject().name()))
                            .toList(),
                        limit))
            .toList(),
        List.copyOf(violations),
        comparison.software(),
        comparison.settings(),
        comparison.differences().stream().map(each -> DifferenceRow.of(each, limit)).toList());
  }

  /**
   * A subject.
   *
   * @param name what the user calls it
   * @param built whether there is an image
   * @param reason why there is none; empty when there is one
   * @param bytes its size, null when it is not built
   * @param layers how many layers it has, null when it is not built
   * @param growthBytes what it has more than the reference; null for the reference itself
   * @param growthPercent the same in percent of the reference
   * @param anatomy where its bytes are; null when it is not built
   */
  @JsonPropertyOrder({
    "name",
    "built",
    "reason",
    "bytes",
    "layers",
    "growthBytes",
    "growthPercent",
    "anatomy"
  })
  record ImageRow(
      String name,
      boolean built,
      String reason,
      @Nullable Long bytes,
      @Nullable Integer layers,
      @Nullable Long growthBytes,
      @Nullable Double growthPercent,
      @Nullable ImageDocument anatomy) {

    static ImageRow of(Measured image, List<Violation> violations, int limit) {
      Anatomy anatomy = image.anatomyOrNull();
      SizeGrowth growth = image.growthOrNull();
      return new ImageRow(
          image.subject().name(),
          anatomy != null,
          image.subject().reason(),
          anatomy == null ? null : anatomy.bytes(),
          anatomy == null ? null : anatomy.layers().size(),
          growth == null ? null : growth.bytes(),
          growth == null ? null : growth.percent().orElse(null),
          anatomy == null ? null : ImageDocument.of(anatomy, violations, limit));
    }
  }

  /**
   * A difference from the reference.
   *
   * @param from name of the reference
   * @param to name of the image
   * @param pull what a machine with the reference pulls, uncompressed
   * @param folders growth by folder
   * @param packages packages that differ
   * @param added files only in the image
   * @param removed files only in the reference
   * @param changed files that differ
   * @param recompiled files of byte code that differ though their sources do not; not in the others
   */
  @JsonPropertyOrder({
    "from",
    "to",
    "pull",
    "folders",
    "packages",
    "added",
    "removed",
    "changed",
    "recompiled"
  })
  record DifferenceRow(
      String from,
      String to,
      Pull pull,
      List<FolderBytes> folders,
      Rows<PackageChange> packages,
      Rows<ChangeRow> added,
      Rows<ChangeRow> removed,
      Rows<ChangeRow> changed,
      int recompiled) {

    static DifferenceRow of(Difference difference, int limit) {
      return new DifferenceRow(
          difference.from(),
          difference.to(),
          difference.pull(),
          difference.files().folders().rows(limit),
          Rows.of(
              difference.packages(),
              limit,
              each -> each.bytesAfter() - each.bytesBefore(),
              each -> each),
          changes(difference, FileChange.Kind.ADDED, limit),
          changes(difference, FileChange.Kind.REMOVED, limit),
          changes(difference, FileChange.Kind.CHANGED, limit),
          difference.files().recompiled());
    }

    private static Rows<ChangeRow> changes(Difference difference, FileChange.Kind kind, int limit) {
      return Rows.of(difference.files().of(kind), limit, FileChange::growth, ChangeRow::of);
    }
  }

  /** A file that differs. */
  @JsonPropertyOrder({"path", "bytesBefore", "bytesAfter"})
  record ChangeRow(String path, long bytesBefore, long bytesAfter) {

    static ChangeRow of(FileChange change) {
      return new ChangeRow(change.path(), change.bytesBefore(), change.bytesAfter());
    }
  }
}
