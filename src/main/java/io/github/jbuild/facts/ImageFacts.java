package io.github.jbuild.facts;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts that finished images are compared with. What an image lacks is an error, so none is of
 * confidence C.
 *
 * @param loader libraries that are not where the loader looks
 * @param pairs versions of torch and its companion packages
 * @param numpy what builds need of NumPy
 */
public record ImageFacts(LoaderFacts loader, List<TorchPair> pairs, List<NumpyNeed> numpy) {

  public ImageFacts {
    pairs = List.copyOf(pairs);
    numpy = List.copyOf(numpy);
  }

  /** The facts packaged with the program. */
  public static ImageFacts builtIn() {
    return of(FactTables.builtIn());
  }

  /** Takes them from tables. */
  public static ImageFacts of(FactTables tables) {
    return new ImageFacts(
        LoaderFacts.of(tables),
        tables.rows(FactTable.PAIRS, FactDecoders::pair).stream()
            .filter(pair -> pair.confidence() != Confidence.C)
            .toList(),
        tables.rows(FactTable.WHEELS, FactDecoders::wheel).stream()
            .filter(wheel -> wheel.confidence() != Confidence.C)
            .flatMap(wheel -> NumpyNeed.of(wheel).stream())
            .toList());
  }

  /** The versions that belong to a torch of this major and minor, such as {@code 2.8}. */
  public Optional<TorchPair> pair(String torch) {
    return pairs.stream().filter(pair -> pair.torch().equals(torch)).findFirst();
  }

  /**
   * Versions that belong together; each major and minor.
   *
   * @param tritonOrNull null when it is not known
   * @param source where the row is from
   */
  public record TorchPair(
      String torch,
      String torchvision,
      String torchaudio,
      @Nullable String tritonOrNull,
      Confidence confidence,
      String source)
      implements Fact {}

  /**
   * What a build needs of NumPy.
   *
   * @param name distribution name
   * @param sha256 hash of its wheel, or how it begins
   * @param numpy a version specifier (PEP 440)
   * @param source where the row is from
   */
  public record NumpyNeed(
      String name, String sha256, String numpy, Confidence confidence, String source) {

    private static Optional<NumpyNeed> of(WheelFact wheel) {
      return Optional.ofNullable(wheel.numpyOrNull())
          .map(
              numpy ->
                  new NumpyNeed(
                      wheel.name(), wheel.sha256(), numpy, wheel.confidence(), wheel.source()));
    }
  }
}
