package io.github.jbuild.facts;

import java.util.List;
import java.util.Optional;

/**
 * The facts that finished images are held against.
 *
 * @param loader libraries that are not where the loader looks
 * @param pairs versions of torch and its kin
 * @param numpy what builds need of NumPy
 */
public record ImageFacts(LoaderFacts loader, List<TorchPair> pairs, List<NumpyNeed> numpy) {

  public ImageFacts {
    pairs = List.copyOf(pairs);
    numpy = List.copyOf(numpy);
  }

  /** The facts packaged with the program. */
  public static ImageFacts builtIn() {
    return FactsReader.imageFacts();
  }

  /** The versions that belong to a torch of this major and minor, such as {@code 2.8}. */
  public Optional<TorchPair> pair(String torch) {
    return pairs.stream().filter(pair -> pair.torch().equals(torch)).findFirst();
  }

  /**
   * Versions that belong together; each major and minor.
   *
   * @param source where the row is from
   */
  public record TorchPair(
      String torch, String torchvision, String torchaudio, Confidence confidence, String source) {}

  /**
   * What a build needs of NumPy.
   *
   * @param name distribution name
   * @param sha256 how the hash of its wheel begins
   * @param numpy a version specifier (PEP 440)
   * @param source where the row is from
   */
  public record NumpyNeed(
      String name, String sha256, String numpy, Confidence confidence, String source) {}
}
