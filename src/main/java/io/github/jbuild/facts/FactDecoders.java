package io.github.jbuild.facts;

import org.jspecify.annotations.Nullable;

/** Makes values of rows. */
final class FactDecoders {

  private FactDecoders() {}

  static L4tRelease release(FactRow row) {
    return new L4tRelease(
        row.text("l4t"),
        row.text("jetpack"),
        row.text("cuda"),
        row.text("cudnn"),
        row.text("tensorrt"),
        row.text("ubuntu"),
        row.text("python"),
        row.list("sm"),
        row.textOrNull("refused"),
        row.confidence(),
        row.source());
  }

  static StepReason reason(FactRow row) {
    return new StepReason(
        row.text("step"), row.textOrNull("field"), row.text("why"), row.confidence(), row.source());
  }

  static LibrarySet library(FactRow row) {
    return new LibrarySet(
        row.text("name"),
        row.list("files"),
        row.text("to"),
        row.list("sonames"),
        row.textOrNull("version-file"),
        row.textOrNull("apt"),
        row.text("why"),
        row.confidence(),
        row.source());
  }

  static FamilyFact family(FactRow row) {
    return new FamilyFact(
        row.text("family"),
        row.list("brings"),
        row.flag("python"),
        row.list("preset-env"),
        row.list("bundled"),
        row.map("env"),
        row.list("loader-paths"),
        row.text("why"),
        row.confidence(),
        row.source());
  }

  static BaseImage image(FactRow row) {
    @Nullable Long layers = row.numberOrNull("layers");
    return new BaseImage(
        row.text("image"),
        row.textOrNull("digest"),
        row.text("family"),
        row.textOrNull("l4t"),
        row.textOrNull("ubuntu"),
        row.textOrNull("python"),
        row.textOrNull("cuda"),
        row.textOrNull("cudnn"),
        row.textOrNull("tensorrt"),
        row.numberOrNull("compressed-bytes"),
        row.numberOrNull("unpacked-bytes"),
        layers == null ? null : Math.toIntExact(layers),
        row.confidence(),
        row.source());
  }

  static WheelFact wheel(FactRow row) {
    return new WheelFact(
        row.text("index"),
        row.text("name"),
        row.text("version"),
        row.text("tag"),
        row.text("sha256"),
        row.text("file"),
        WheelFact.Life.of(row.text("life")).orElseThrow(),
        row.text("cuda"),
        row.list("sm"),
        row.textOrNull("cudnn"),
        row.textOrNull("numpy"),
        row.list("needs"),
        row.confidence(),
        row.source());
  }

  static ImageFacts.TorchPair pair(FactRow row) {
    return new ImageFacts.TorchPair(
        row.text("torch"),
        row.text("torchvision"),
        row.text("torchaudio"),
        row.textOrNull("triton"),
        row.confidence(),
        row.source());
  }

  static LoaderFacts.Named named(FactRow row) {
    return new LoaderFacts.Named(row.text("name"), row.text("why"), row.confidence(), row.source());
  }

  static AptPackage aptPackage(FactRow row) {
    return new AptPackage(
        row.text("name"),
        row.textOrNull("version"),
        row.list("l4t"),
        row.textOrNull("repository"),
        row.list("sonames"),
        row.textOrNull("loader-path"),
        row.textOrNull("sha256"),
        row.confidence(),
        row.source());
  }

  static RepositoryFact repository(FactRow row) {
    return new RepositoryFact(
        row.text("name"),
        row.text("url"),
        row.text("suite"),
        row.list("components"),
        row.list("l4t"),
        row.text("key-url"),
        row.textOrNull("key-fingerprint"),
        row.text("why"),
        row.confidence(),
        row.source());
  }

  static IndexFact index(FactRow row) {
    return new IndexFact(
        row.text("url"),
        row.flag("alive"),
        row.list("sm"),
        row.list("python"),
        row.text("why"),
        row.confidence(),
        row.source());
  }
}
