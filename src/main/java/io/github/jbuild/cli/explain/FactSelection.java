package io.github.jbuild.cli.explain;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.facts.FactRow;
import io.github.jbuild.facts.FactTable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which table and which rows a user means. */
final class FactSelection {

  private FactSelection() {}

  /**
   * A table by its name here, or by the name of its list in fact files.
   *
   * @throws JbuildException {@code USAGE} that names the nearest ones
   */
  static FactTable table(String name) {
    return Arrays.stream(FactTable.values())
        .filter(table -> table.id().equals(name) || table.list().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                JbuildException.of(Kind.USAGE, "there is no table of facts \"" + name + '"')
                    .hint(
                        Suggestions.didYouMean(
                            name, Arrays.stream(FactTable.values()).map(FactTable::id).toList())));
  }

  /**
   * The rows that have a name; where there are none, those with the name in theirs.
   *
   * @param nameOrNull null for all rows
   * @throws JbuildException {@code USAGE} that names the nearest ones if there are neither
   */
  static List<FactRow> rows(FactTable table, List<FactRow> rows, @Nullable String nameOrNull) {
    if (nameOrNull == null) {
      return rows;
    }
    String wanted = plain(nameOrNull);
    List<FactRow> found = having(rows, wanted::equals);
    found = found.isEmpty() ? having(rows, name -> name.contains(wanted)) : found;
    if (found.isEmpty()) {
      Set<String> known = new LinkedHashSet<>();
      rows.forEach(row -> known.add(row.text(names(table).get(0))));
      throw JbuildException.of(
              Kind.USAGE, "nothing is known about \"" + nameOrNull + "\" in " + table.id())
          .hint(Suggestions.didYouMean(nameOrNull, known));
    }
    return found;
  }

  private static List<FactRow> having(List<FactRow> rows, Predicate<String> wanted) {
    return rows.stream()
        .filter(
            row ->
                names(row.table()).stream()
                    .map(row::text)
                    .map(FactSelection::plain)
                    .anyMatch(wanted))
        .toList();
  }

  /** The columns whose values name a row; the first is the usual one. */
  private static List<String> names(FactTable table) {
    String first = table.key().get(0);
    return switch (table) {
      case WHEELS -> List.of("name", "sha256");
      case IMAGES -> List.of("image", "family");
      default -> List.of(first);
    };
  }

  /** Names as projects of Python compare them, which does no harm to others. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of the tables. */
  static final class Tables implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(FactTable.values()).map(FactTable::id).iterator();
    }
  }
}
