package io.github.jbuild.compare.report;

import static io.github.jbuild.compare.report.Section.Column.number;
import static io.github.jbuild.compare.report.Section.Column.path;
import static io.github.jbuild.compare.report.Section.Column.text;
import static io.github.jbuild.compare.report.Section.Column.word;
import static io.github.jbuild.compare.report.SectionBuilder.section;

import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Measured;
import io.github.jbuild.compare.Measured.SizeGrowth;
import io.github.jbuild.compare.Percentages;
import io.github.jbuild.compare.SettingRow;
import io.github.jbuild.compare.SoftwareRow;
import io.github.jbuild.compare.report.Section.Column;
import io.github.jbuild.core.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The parts of a report that set images side by side. */
final class ComparisonSections {

  private final Comparison comparison;

  ComparisonSections(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The sizes: what engineers ask first. */
  Section sizes() {
    SectionBuilder section =
        section(
            "Size",
            word("Image"),
            number("Size"),
            number("Layers"),
            number("Difference"),
            number("Percent"),
            text("Remark"));
    boolean first = true;
    for (Measured image : comparison.images()) {
      section.row(
          image.subject().name(),
          image.anatomy().map(a -> ByteSize.formatImage(a.bytes())).orElse("NOT BUILT"),
          image.anatomy().map(a -> String.valueOf(a.layers().size())).orElse(""),
          image.growth().map(ComparisonSections::difference).orElse(""),
          image.growth().flatMap(SizeGrowth::percent).map(Percentages::percent).orElse(""),
          first ? remark(image) : image.subject().reason());
      first = false;
    }
    return section.build();
  }

  private static String difference(SizeGrowth growth) {
    return (growth.bytes() > 0 ? "+" : "") + ByteSize.formatImage(growth.bytes());
  }

  private static String remark(Measured reference) {
    String reason = reference.subject().reason();
    return reason.isEmpty() ? "reference" : "reference; " + reason;
  }

  Section software() {
    List<Column> columns = new ArrayList<>(List.of(word("Component")));
    built().forEach(i -> columns.add(text(name(i))));
    columns.add(text("Status"));
    SectionBuilder section = section("Software", columns.toArray(Column[]::new));
    for (SoftwareRow row : comparison.software()) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      for (int i : built()) {
        List<String> own = row.versions().get(i);
        cells.add(own.isEmpty() ? "-" : String.join("; ", own));
      }
      cells.add(status(row));
      section.row(cells);
    }
    return section.build();
  }

  private static String status(SoftwareRow row) {
    return switch (row.status()) {
      case SAME -> "same";
      case SAME_AS_FAR_AS_KNOWN -> "same as far as known";
      case DIFFERS -> "differs";
      case ONLY_IN -> "only in " + String.join(", ", row.onlyIn());
    };
  }

  Section settings() {
    List<Column> columns = new ArrayList<>(List.of(text("Setting")));
    built().forEach(i -> columns.add(path(name(i))));
    SectionBuilder section = section("Configuration that differs", columns.toArray(Column[]::new));
    for (SettingRow row : comparison.settings()) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      for (int i : built()) {
        String value = row.values().get(i);
        cells.add(value == null ? "-" : value);
      }
      section.row(cells);
    }
    return section.build();
  }

  /** Places of the images that are built; the others have nothing to say here. */
  private List<Integer> built() {
    return IntStream.range(0, comparison.images().size())
        .filter(i -> comparison.images().get(i).anatomy().isPresent())
        .boxed()
        .toList();
  }

  private String name(int image) {
    return comparison.images().get(image).subject().name();
  }
}
