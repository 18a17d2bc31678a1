package io.github.jbuild.compare;

import io.github.jbuild.compare.PackageBytes.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A package that only one of two images has, or that they have in different versions.
 *
 * @param kind what kind of package
 * @param name its name
 * @param before its versions in the reference, joined by commas; {@code -} when it is not there,
 *     {@code unversioned} if unknown
 * @param after its versions in the other image, in the same way
 * @param bytesBefore what it takes in the reference
 * @param bytesAfter what it takes in the other image
 */
public record PackageChange(
    Kind kind, String name, String before, String after, long bytesBefore, long bytesAfter) {

  /** Stands for the versions of a package that is not there. */
  public static final String ABSENT = "-";

  private static final String UNVERSIONED = "unversioned";

  private record Key(Kind kind, String name) {}

  /** How two lists of packages differ, most bytes first. */
  static List<PackageChange> between(List<PackageBytes> before, List<PackageBytes> after) {
    Map<Key, List<PackageBytes>> left = byKey(before);
    Map<Key, List<PackageBytes>> right = byKey(after);
    TreeSet<Key> keys = new TreeSet<>(Comparator.comparing(Key::kind).thenComparing(Key::name));
    keys.addAll(left.keySet());
    keys.addAll(right.keySet());
    List<PackageChange> changes = new ArrayList<>();
    for (Key key : keys) {
      PackageChange change =
          of(key, left.getOrDefault(key, List.of()), right.getOrDefault(key, List.of()));
      if (!change.before.equals(change.after)) {
        changes.add(change);
      }
    }
    changes.sort(
        Comparator.comparingLong(
                (PackageChange change) -> Math.max(change.bytesBefore, change.bytesAfter))
            .reversed());
    return changes;
  }

  private static PackageChange of(Key key, List<PackageBytes> before, List<PackageBytes> after) {
    return new PackageChange(
        key.kind(), key.name(), versions(before), versions(after), bytes(before), bytes(after));
  }

  private static Map<Key, List<PackageBytes>> byKey(List<PackageBytes> packages) {
    return packages.stream()
        .filter(each -> each.kind() != Kind.NONE)
        .collect(
            Collectors.groupingBy(
                each -> new Key(each.kind(), each.name()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String versions(List<PackageBytes> packages) {
    return packages.isEmpty()
        ? ABSENT
        : packages.stream()
            .map(each -> each.version().isEmpty() ? UNVERSIONED : each.version())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static long bytes(List<PackageBytes> packages) {
    return packages.stream().mapToLong(PackageBytes::bytes).sum();
  }
}
