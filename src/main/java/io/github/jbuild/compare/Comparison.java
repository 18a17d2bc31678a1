package io.github.jbuild.compare;

import io.github.jbuild.compare.Measured.SizeGrowth;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images side by side. The first is the reference: the others' differences are from it.
 *
 * @param images the subjects in their order
 * @param software versions of what matters on a Jetson
 * @param settings settings of the configuration that differ
 * @param differences for each other image that is built, if the reference is, how it differs
 */
public record Comparison(
    List<Measured> images,
    List<SoftwareRow> software,
    List<SettingRow> settings,
    List<Difference> differences) {

  public Comparison {
    images = List.copyOf(images);
    software = List.copyOf(software);
    settings = List.copyOf(settings);
    differences = List.copyOf(differences);
  }

  /**
   * Compares images.
   *
   * @throws IllegalArgumentException if there is no subject
   */
  public static Comparison of(List<Subject> subjects) {
    List<String> names = subjects.stream().map(Subject::name).toList();
    List<@Nullable Anatomy> anatomies = new ArrayList<>();
    List<@Nullable ImageConfig> configs = new ArrayList<>();
    for (Subject subject : subjects) {
      Optional<Image> image = subject.image();
      anatomies.add(image.map(built -> Anatomy.of(subject.name(), built)).orElse(null));
      configs.add(image.map(Image::config).orElse(null));
    }
    List<Measured> measured = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    Anatomy reference = first(anatomies);
    for (int i = 0; i < subjects.size(); i++) {
      Anatomy own = anatomies.get(i);
      measured.add(new Measured(subjects.get(i), own, i == 0 ? null : growth(reference, own)));
      if (i > 0) {
        difference(subjects.get(0), subjects.get(i), reference, own).ifPresent(differences::add);
      }
    }
    return new Comparison(
        measured, SoftwareRow.of(names, anatomies), SettingRow.of(configs), differences);
  }

  private static @Nullable Anatomy first(List<@Nullable Anatomy> anatomies) {
    if (anatomies.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare");
    }
    return anatomies.get(0);
  }

  private static @Nullable SizeGrowth growth(@Nullable Anatomy reference, @Nullable Anatomy own) {
    return reference == null || own == null
        ? null
        : new SizeGrowth(own.bytes() - reference.bytes(), reference.bytes());
  }

  private static Optional<Difference> difference(
      Subject reference, Subject other, @Nullable Anatomy before, @Nullable Anatomy after) {
    if (before == null || after == null) {
      return Optional.empty();
    }
    return reference
        .image()
        .flatMap(
            from ->
                other
                    .image()
                    .map(
                        to ->
                            new Difference(
                                reference.name(),
                                other.name(),
                                Pull.of(from, to),
                                PackageChange.between(before.packages(), after.packages()),
                                FileChanges.between(from.files(), to.files()))));
  }
}
