package io.github.jbuild.compare.report;

import static io.github.jbuild.compare.report.Section.Column.number;
import static io.github.jbuild.compare.report.Section.Column.path;
import static io.github.jbuild.compare.report.Section.Column.text;
import static io.github.jbuild.compare.report.Section.Column.word;
import static io.github.jbuild.compare.report.SectionBuilder.section;

import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Duplicate;
import io.github.jbuild.compare.FolderBytes;
import io.github.jbuild.compare.HiddenFile;
import io.github.jbuild.compare.LayerBytes;
import io.github.jbuild.compare.PackageBytes;
import io.github.jbuild.compare.Percentages;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.image.FileEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a report that say where the bytes of one image are. */
final class AnatomySections {

  /** How many copies of one file are listed unless all rows are requested. */
  private static final int PLACES = 3;

  private final Anatomy image;
  private final String prefix;
  private final int limit;

  /**
   * The sections of an image.
   *
   * @param prefix what the titles begin with: the image's name where there are several
   * @param limit how many rows a section has
   */
  AnatomySections(Anatomy image, String prefix, int limit) {
    this.image = image;
    this.prefix = prefix;
    this.limit = limit;
  }

  Section size() {
    return section(
            "Size",
            word("Image"),
            number("Size"),
            number("Layers"),
            number("Files"),
            word("Image ID"))
        .row(
            image.name(),
            ByteSize.formatImage(image.bytes()),
            String.valueOf(image.layers().size()),
            String.valueOf(image.files()),
            image.id().shortHex())
        .build();
  }

  Section software() {
    SectionBuilder section =
        section("Software", word("Component"), text("Version"), path("Measured at"));
    image.software().components().forEach(c -> section.row(c.name(), c.shown(), c.path()));
    return section.build();
  }

  /** Where the bytes are, in the order of interest. */
  List<Section> bytes() {
    return List.of(layers(), folders(), packages(), duplicates(), hidden());
  }

  /** The largest layers, in their order. */
  private Section layers() {
    List<LayerBytes> largest =
        image.layers().stream()
            .sorted(Comparator.comparingLong(LayerBytes::bytes).reversed())
            .toList();
    List<LayerBytes> ordered =
        Stream.concat(
                largest.stream().limit(limit).sorted(Comparator.comparingInt(LayerBytes::number)),
                largest.stream().skip(limit))
            .toList();
    return section(
            prefix + "by layer",
            number("Layer"),
            number("Size"),
            number("Share"),
            number("Files"),
            text("Step"))
        .rows(
            ordered,
            limit,
            LayerBytes::bytes,
            layer ->
                List.of(
                    List.of(
                        String.valueOf(layer.number()),
                        ByteSize.format(layer.bytes()),
                        share(layer.bytes(), image.bytes()),
                        String.valueOf(layer.files()),
                        layer.step().isEmpty() ? "not recorded" : layer.step())))
        .build();
  }

  private Section folders() {
    SectionBuilder section =
        section(
            prefix + "by directory",
            number("Size"),
            number("Share"),
            number("Files"),
            path("Directory"));
    for (FolderBytes folder : image.folders().rows(limit)) {
      section.row(
          ByteSize.format(folder.bytes()),
          share(folder.bytes(), image.visibleBytes()),
          String.valueOf(folder.files()),
          folder(folder));
    }
    return section.build();
  }

  private Section packages() {
    return section(
            prefix + "by package",
            number("Size"),
            number("Share"),
            number("Files"),
            word("Kind"),
            text("Package"),
            text("Version"))
        .rows(
            image.packages(),
            limit,
            PackageBytes::bytes,
            each ->
                List.of(
                    List.of(
                        ByteSize.format(each.bytes()),
                        share(each.bytes(), image.visibleBytes()),
                        String.valueOf(each.files()),
                        each.kind().label(),
                        each.name(),
                        each.version())))
        .build();
  }

  private Section duplicates() {
    SectionBuilder section =
        section(
                prefix + "stored more than once",
                number("Wasted"),
                number("Copies"),
                number("Layer"),
                path("File"))
            .rows(image.duplicates(), limit, Duplicate::wasted, this::places);
    if (!image.duplicates().isEmpty()) {
      section.note("together " + total(image.duplicateBytes()));
    }
    return section.build();
  }

  private List<List<String>> places(Duplicate duplicate) {
    List<FileEntry> files = duplicate.files();
    int shown = limit == Integer.MAX_VALUE ? files.size() : Math.min(PLACES, files.size());
    List<List<String>> rows = new ArrayList<>();
    for (FileEntry file : files.subList(0, shown)) {
      boolean first = rows.isEmpty();
      rows.add(
          List.of(
              first ? ByteSize.format(duplicate.wasted()) : "",
              first ? String.valueOf(files.size()) : "",
              String.valueOf(file.layer() + 1),
              file.path()));
    }
    if (files.size() > shown) {
      rows.add(List.of("", "", "", "and " + (files.size() - shown) + " more places"));
    }
    return rows;
  }

  private Section hidden() {
    SectionBuilder section =
        section(
                prefix + "hidden by higher layers",
                number("Size"),
                number("Layer"),
                word("How"),
                path("File"))
            .rows(image.hidden(), limit, each -> each.file().size(), each -> List.of(hidden(each)));
    if (!image.hidden().isEmpty()) {
      section.note("together " + total(image.hiddenBytes()));
    }
    return section.build();
  }

  private static List<String> hidden(HiddenFile each) {
    return List.of(
        ByteSize.format(each.file().size()),
        String.valueOf(each.file().layer() + 1),
        each.replaced() ? "replaced" : "deleted",
        each.file().path());
  }

  private String total(long bytes) {
    return ByteSize.format(bytes) + ", " + share(bytes, image.bytes()) + " of the image";
  }

  private static String share(long part, long whole) {
    return Percentages.share(part, whole);
  }

  /** A folder; what other rows leave of it ends in an ellipsis. */
  static String folder(FolderBytes folder) {
    if (!folder.rest()) {
      return folder.path();
    }
    return folder.path().equals("/") ? "elsewhere" : folder.path() + "/…";
  }
}
