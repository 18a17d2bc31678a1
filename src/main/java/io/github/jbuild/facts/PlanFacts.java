package io.github.jbuild.facts;

import java.util.List;
import java.util.Optional;

/**
 * The facts that profiles and plans are held against.
 *
 * @param facts what planning needs
 * @param wheels known Jetson wheels
 * @param pairs versions of torch and its kin
 * @param images known base images
 * @param indexes package indexes, alive and dead
 * @param loader libraries that the host brings
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

  /** The wheel of a hash. */
  public Optional<WheelFact> wheel(String sha256) {
    return wheels.stream().filter(wheel -> wheel.sha256().equals(sha256)).findFirst();
  }
}
