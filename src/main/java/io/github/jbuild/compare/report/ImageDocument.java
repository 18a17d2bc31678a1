package io.github.jbuild.compare.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Duplicate;
import io.github.jbuild.compare.FolderBytes;
import io.github.jbuild.compare.HiddenFile;
import io.github.jbuild.compare.LayerBytes;
import io.github.jbuild.compare.PackageBytes;
import io.github.jbuild.compare.Violation;
import io.github.jbuild.image.software.Component;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One image as JSON. All sizes are in bytes. Layers, folders and software are complete or, for
 * folders, a partition; the other lists hold the first rows, and say how many there are.
 *
 * @param image name
 * @param id image ID, {@code sha256:…}
 * @param bytes size as docker counts: the files of all layers, unpacked
 * @param visibleBytes what a container sees of that
 * @param files files that a container sees
 * @param violations budgets that it does not keep; empty when all are kept
 * @param software versions of what matters on a Jetson
 * @param layers layers, lowest first
 * @param folders visible bytes by folder
 * @param packages visible bytes by package, largest first
 * @param duplicates what is stored more than once
 * @param hidden what higher layers replace or delete
 */
@JsonPropertyOrder({
  "image",
  "id",
  "bytes",
  "visibleBytes",
  "files",
  "violations",
  "software",
  "layers",
  "folders",
  "packages",
  "duplicates",
  "hidden"
})
record ImageDocument(
    String image,
    String id,
    long bytes,
    long visibleBytes,
    int files,
    List<Violation> violations,
    List<Component> software,
    List<LayerRow> layers,
    List<FolderBytes> folders,
    Rows<PackageBytes> packages,
    Rows<DuplicateRow> duplicates,
    Rows<HiddenRow> hidden) {

  static ImageDocument of(Anatomy image, List<Violation> violations, int limit) {
    return new ImageDocument(
        image.name(),
        image.id().toString(),
        image.bytes(),
        image.visibleBytes(),
        image.files(),
        List.copyOf(violations),
        image.software().components(),
        image.layers().stream().map(LayerRow::of).toList(),
        image.folders().rows(limit),
        Rows.of(image.packages(), limit, PackageBytes::bytes, each -> each),
        Rows.of(image.duplicates(), limit, Duplicate::wasted, DuplicateRow::of),
        Rows.of(image.hidden(), limit, each -> each.file().size(), HiddenRow::of));
  }

  /**
   * The first rows of a list.
   *
   * @param count how many there are in all
   * @param bytes what they have together, in all
   * @param rows the first of them
   */
  @JsonPropertyOrder({"count", "bytes", "rows"})
  record Rows<T>(int count, long bytes, List<T> rows) {

    static <S, T> Rows<T> of(
        List<S> items, int limit, ToLongFunction<S> bytes, Function<S, T> row) {
      return new Rows<>(
          items.size(),
          items.stream().mapToLong(bytes).sum(),
          items.stream().limit(limit).map(row).toList());
    }
  }

  /** A layer; {@code bytes} are its files', {@code tarBytes} the uncompressed tar's. */
  @JsonPropertyOrder({"number", "diffId", "bytes", "tarBytes", "files", "step"})
  record LayerRow(int number, String diffId, long bytes, long tarBytes, int files, String step) {

    static LayerRow of(LayerBytes layer) {
      return new LayerRow(
          layer.number(),
          layer.diffId().toString(),
          layer.bytes(),
          layer.tarBytes(),
          layer.files(),
          layer.step());
    }
  }

  /** Bytes stored more than once; {@code size} is that of one copy. */
  @JsonPropertyOrder({"wasted", "size", "places"})
  record DuplicateRow(long wasted, long size, List<Place> places) {

    static DuplicateRow of(Duplicate duplicate) {
      return new DuplicateRow(
          duplicate.wasted(),
          duplicate.size(),
          duplicate.files().stream()
              .map(file -> new Place(file.layer() + 1, file.path()))
              .toList());
    }
  }

  /** Where a copy is. */
  @JsonPropertyOrder({"layer", "path"})
  record Place(int layer, String path) {}

  /** A file that no container sees; {@code how} is {@code replaced} or {@code deleted}. */
  @JsonPropertyOrder({"bytes", "layer", "how", "path"})
  record HiddenRow(long bytes, int layer, String how, String path) {

    static HiddenRow of(HiddenFile hidden) {
      return new HiddenRow(
          hidden.file().size(),
          hidden.file().layer() + 1,
          hidden.replaced() ? "replaced" : "deleted",
          hidden.file().path());
    }
  }
}
