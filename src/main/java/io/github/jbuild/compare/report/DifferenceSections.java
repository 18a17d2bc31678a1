package io.github.jbuild.compare.report;

import static io.github.jbuild.compare.report.Section.Column.number;
import static io.github.jbuild.compare.report.Section.Column.path;
import static io.github.jbuild.compare.report.Section.Column.text;
import static io.github.jbuild.compare.report.Section.Column.word;
import static io.github.jbuild.compare.report.SectionBuilder.section;

import io.github.jbuild.compare.Difference;
import io.github.jbuild.compare.FileChange;
import io.github.jbuild.compare.FolderBytes;
import io.github.jbuild.compare.PackageChange;
import io.github.jbuild.compare.Pull;
import io.github.jbuild.core.ByteSize;
import java.util.List;

/** The parts of a report that say how an image differs from the reference. */
final class DifferenceSections {

  private final Difference difference;
  private final int limit;
  private final String pair;

  DifferenceSections(Difference difference, int limit) {
    this.difference = difference;
    this.limit = limit;
    this.pair = difference.from() + " to " + difference.to() + ": ";
  }

  List<Section> all() {
    return List.of(
        pull(),
        folders(),
        packages(),
        files(FileChange.Kind.ADDED, "added"),
        files(FileChange.Kind.REMOVED, "removed"),
        files(FileChange.Kind.CHANGED, "changed"));
  }

  private Section pull() {
    Pull pull = difference.pull();
    SectionBuilder section =
        section(pair + "to pull")
            .note(
                pull.shared()
                    + " of "
                    + pull.layers()
                    + " layers are already there; "
                    + ByteSize.format(pull.bytes())
                    + " of layers are not (uncompressed)");
    if (pull.bytesAboveLowest() != pull.bytes()) {
      section.note(
          "Docker's own layer store, which shares only the lowest "
              + pull.lowestShared()
              + ", pulls "
              + ByteSize.format(pull.bytesAboveLowest())
              + " (uncompressed)");
    }
    return section.build();
  }

  private Section folders() {
    SectionBuilder section =
        section(pair + "by directory", number("Difference"), number("Files"), path("Directory"));
    for (FolderBytes folder : difference.files().folders().rows(limit)) {
      section.row(
          ByteSize.formatSigned(folder.bytes()),
          String.valueOf(folder.files()),
          AnatomySections.folder(folder));
    }
    return section.build();
  }

  private Section packages() {
    return section(
            pair + "packages",
            number("Difference"),
            word("Kind"),
            text("Package"),
            text(difference.from()),
            text(difference.to()))
        .rows(
            difference.packages(),
            limit,
            change -> change.bytesAfter() - change.bytesBefore(),
            change -> List.of(cells(change)))
        .build();
  }

  private static List<String> cells(PackageChange change) {
    return List.of(
        ByteSize.formatSigned(change.bytesAfter() - change.bytesBefore()),
        change.kind().label(),
        change.name(),
        change.before(),
        change.after());
  }

  private Section files(FileChange.Kind kind, String label) {
    List<FileChange> changes = difference.files().of(kind);
    SectionBuilder section =
        section(pair + "files " + label, number("Difference"), path("File"))
            .rows(
                changes,
                limit,
                FileChange::growth,
                change -> List.of(List.of(ByteSize.formatSigned(change.growth()), change.path())));
    if (!changes.isEmpty()) {
      section.note(
          changes.size()
              + " in all, together "
              + ByteSize.formatSigned(changes.stream().mapToLong(FileChange::growth).sum()));
    }
    if (kind == FileChange.Kind.CHANGED && difference.files().recompiled() > 0) {
      section.note(
          "not counted: "
              + difference.files().recompiled()
              + " Python byte code files whose sources are the same");
    }
    return section.build();
  }
}
