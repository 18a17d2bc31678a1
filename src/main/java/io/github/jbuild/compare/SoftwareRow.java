package io.github.jbuild.compare;

import io.github.jbuild.image.software.Component;
import io.github.jbuild.image.software.SoftwareTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A product and its versions in the images that are compared.
 *
 * @param name the product
 * @param versions for each subject what it has, with the build; empty when it has none or is not
 *     built
 * @param status how they compare
 * @param onlyIn names of the images that have it, when not all have; else empty
 */
public record SoftwareRow(
    String name, List<List<String>> versions, Status status, List<String> onlyIn) {

  /** How the versions of a product compare. */
  public enum Status {
    /** All images have the same. */
    SAME,
    /** No known difference, but some images say more than others: 3.10 and 3.10.12. */
    SAME_AS_FAR_AS_KNOWN,
    /** Some have others. */
    DIFFERS,
    /** Some do not have it; those that do have the same. */
    ONLY_IN
  }

  public SoftwareRow {
    versions = versions.stream().map(List::copyOf).toList();
    onlyIn = List.copyOf(onlyIn);
  }

  /** The rows for all products that an image has; null stands for one that is not built. */
  static List<SoftwareRow> of(List<String> names, List<@Nullable Anatomy> images) {
    Set<String> products = new LinkedHashSet<>();
    for (Anatomy image : images) {
      if (image != null) {
        image.software().components().forEach(each -> products.add(each.name()));
      }
    }
    return products.stream()
        .map(product -> row(product, names, images))
        .sorted(Comparator.comparingInt(row -> SoftwareTable.position(row.name())))
        .toList();
  }

  private static SoftwareRow row(
      String product, List<String> names, List<@Nullable Anatomy> images) {
    List<List<String>> versions = new ArrayList<>();
    Set<Set<String>> different = new LinkedHashSet<>();
    List<String> having = new ArrayList<>();
    boolean missing = false;
    for (int i = 0; i < images.size(); i++) {
      Anatomy image = images.get(i);
      List<String> own =
          image == null
              ? List.of()
              : image.software().of(product).stream().map(Component::shown).toList();
      versions.add(own);
      if (!own.isEmpty()) {
        different.add(new TreeSet<>(own));
        having.add(names.get(i));
      }
      missing |= image != null && own.isEmpty();
    }
    Status status = missing ? Status.ONLY_IN : Status.SAME;
    if (different.size() > 1) {
      status = missing || !agree(different) ? Status.DIFFERS : Status.SAME_AS_FAR_AS_KNOWN;
    }
    return new SoftwareRow(product, versions, status, missing ? having : List.of());
  }

  /** Whether each image has one version, and each version continues the shorter ones. */
  private static boolean agree(Set<Set<String>> different) {
    String longest = "";
    for (Set<String> own : different) {
      String version = own.iterator().next();
      longest = version.length() > longest.length() ? version : longest;
    }
    for (Set<String> own : different) {
      String version = own.iterator().next();
      if (own.size() > 1 || !(version.equals(longest) || longest.startsWith(version + "."))) {
        return false;
      }
    }
    return true;
  }
}
