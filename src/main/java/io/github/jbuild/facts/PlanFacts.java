package io.github.jbuild.facts;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The facts that profiles and plans are compared with.
 *
 * @param facts what planning needs
 * @param wheels known Jetson wheels
 * @param pairs versions of torch and its companion packages
 * @param images known base images
 * @param indexes package indexes, alive and dead
 * @param loader libraries that the host provides
 */
public record PlanFacts(
    Facts facts,
    List<WheelFact> wheels,
    List<ImageFacts.TorchPair> pairs,
    List<BaseImage> images,
    List<IndexFact> indexes,
    LoaderFacts loader) {

  public PlanFacts {
    wheels = List.copyOf(wheels);
    pairs = List.copyOf(pairs);
    images = List.copyOf(images);
    indexes = List.copyOf(indexes);
  }

  /** The facts packaged with the program. */
  public static PlanFacts builtIn() {
    return of(FactTables.builtIn());
  }

  /** Takes them from tables. */
  public static PlanFacts of(FactTables tables) {
    return new PlanFacts(
        new Facts(tables),
        tables.rows(FactTable.WHEELS, FactDecoders::wheel),
        tables.rows(FactTable.PAIRS, FactDecoders::pair),
        tables.rows(FactTable.IMAGES, FactDecoders::image),
        tables.rows(FactTable.INDEXES, FactDecoders::index),
        LoaderFacts.of(tables));
  }

  /** The row of the index that an address is on: the one that names most of it. */
  public Optional<IndexFact> index(String address) {
    return indexes.stream()
        .filter(index -> address.startsWith(index.url()))
        .max(Comparator.comparingInt(index -> index.url().length()));
  }

  /** The compute capabilities that a wheel has code for, by its row or its index; may be empty. */
  public List<String> sm(WheelFact wheel) {
    return wheel.sm().isEmpty()
        ? index(WheelFact.address(wheel.index(), wheel.sha256(), wheel.file()))
            .map(IndexFact::sm)
            .orElse(List.of())
        : wheel.sm();
  }

  /** The wheel of a hash. */
  public Optional<WheelFact> wheel(String sha256) {
    return wheels.stream().filter(wheel -> wheel.sha256().equals(sha256)).findFirst();
  }
}
