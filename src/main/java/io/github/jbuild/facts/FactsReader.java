package io.github.jbuild.facts;

import io.github.jbuild.facts.FactRows.Row;
import io.github.jbuild.facts.ImageFacts.NumpyNeed;
import io.github.jbuild.facts.ImageFacts.TorchPair;
import java.util.List;

/** Reads the fact files of the class path. */
final class FactsReader {

  private FactsReader() {}

  /** What planning needs. */
  static Facts facts() {
    return new Facts(
        FactRows.of("l4t.yaml").list("releases").stream().map(FactsReader::release).toList(),
        FactRows.of("libraries.yaml").list("libraries").stream().map(FactsReader::library).toList(),
        FactRows.of("families.yaml").list("families").stream().map(FactsReader::family).toList(),
        FactRows.of("packages.yaml").list("packages").stream()
            .map(FactsReader::aptPackage)
            .toList());
  }

  private static FamilyFact family(Row row) {
    return new FamilyFact(
        row.text("family"),
        row.list("brings"),
        row.text("python").equals("true"),
        row.list("preset-env"),
        row.list("bundled"),
        row.map("env"),
        row.list("loader-paths"),
        row.text("why"),
        row.confidence(),
        row.text("source"));
  }

  private static AptPackage aptPackage(Row row) {
    return new AptPackage(
        row.text("name"),
        row.textOrNull("version"),
        row.list("l4t"),
        row.textOrNull("repository"),
        row.list("sonames"),
        row.textOrNull("loader-path"),
        row.textOrNull("sha256"),
        row.confidence(),
        row.text("source"));
  }

  /** What finished images are held against. */
  static ImageFacts imageFacts() {
    FactRows loader = FactRows.of("loader.yaml");
    FactRows pairs = FactRows.of("pairs.yaml");
    return new ImageFacts(
        new LoaderFacts(named(loader.list("injected")), named(loader.list("optional"))),
        pairs.list("torch").stream()
            .map(
                row ->
                    new TorchPair(
                        row.text("torch"),
                        row.text("torchvision"),
                        row.text("torchaudio"),
                        row.confidence(),
                        row.text("source")))
            .toList(),
        pairs.list("numpy").stream()
            .map(
                row ->
                    new NumpyNeed(
                        row.text("name"),
                        row.text("sha256"),
                        row.text("numpy"),
                        row.confidence(),
                        row.text("source")))
            .toList());
  }

  private static L4tRelease release(Row row) {
    return new L4tRelease(
        row.text("l4t"),
        row.text("jetpack"),
        row.text("cuda"),
        row.text("cudnn"),
        row.text("tensorrt"),
        row.text("ubuntu"),
        row.text("python"),
        row.list("sm"),
        row.confidence(),
        row.text("source"));
  }

  private static LibrarySet library(Row row) {
    return new LibrarySet(
        row.text("name"),
        row.list("files"),
        row.text("to"),
        row.list("sonames"),
        row.textOrNull("version-file"),
        row.textOrNull("apt"),
        row.text("why"),
        row.confidence(),
        row.text("source"));
  }

  private static List<LoaderFacts.Named> named(List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                new LoaderFacts.Named(
                    row.text("name"), row.text("why"), row.confidence(), row.text("source")))
        .toList();
  }
}
