package io.github.jbuild.python;

import io.github.jbuild.core.JbuildException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clauses that a version must all fulfil, such as {@code >=1.26,<2} (PEP 440). */
public final class VersionSpecifiers {

  /** Any version will do. */
  public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

  private static final String FORM =
      "clauses such as >=1.26,<2 with ~=, ==, !=, <=, >=, <, > or === (PEP 440)";

  private final List<VersionSpecifier> clauses;

  private VersionSpecifiers(List<VersionSpecifier> clauses) {
    this.clauses = List.copyOf(clauses);
  }

  /**
   * Reads clauses with commas between them; an empty text means any version.
   *
   * @throws JbuildException of kind INVALID_INPUT, with the place
   */
  public static VersionSpecifiers parse(String text) {
    Cursor in = new Cursor("<specifier>", text);
    VersionSpecifiers specifiers = read(in, "");
    if (!in.atEnd()) {
      throw in.error("the specifier should end where " + in.found(), FORM);
    }
    return specifiers;
  }

  /** Reads clauses up to one of the characters in {@code stops}, or to the end. */
  static VersionSpecifiers read(Cursor in, String stops) {
    List<VersionSpecifier> clauses = new ArrayList<>();
    in.skipSpace();
    while (!in.atEnd() && stops.indexOf(in.peek()) < 0) {
      clauses.add(clause(in, stops));
      in.skipSpace();
      if (!in.consume(',')) {
        break;
      }
      in.skipSpace();
    }
    return clauses.isEmpty() ? ANY : new VersionSpecifiers(clauses);
  }

  private static VersionSpecifier clause(Cursor in, String stops) {
    int start = in.position();
    VersionSpecifier.Operator operator = operator(in);
    in.skipSpace();
    int from = in.position();
    in.skipTo(", \t\n\u000b\f\r" + stops);
    String text = in.since(from);
    if (operator == VersionSpecifier.Operator.ARBITRARY) {
      return new VersionSpecifier(operator, text, null, false);
    }
    boolean wildcard = text.endsWith(".*");
    String number = wildcard ? text.substring(0, text.length() - 2) : text;
    Optional<Pep440Version> version = Pep440Version.tryParse(number);
    Optional<String> objection =
        version
            .map(v -> objection(operator, v, wildcard))
            .orElse(Optional.of("\"" + Cursor.shown(text) + "\" is not a version"));
    if (objection.isPresent()) {
      in.moveTo(version.isPresent() ? start : from);
      throw in.error(objection.get(), FORM);
    }
    return new VersionSpecifier(operator, text, version.orElse(null), wildcard);
  }

  private static VersionSpecifier.Operator operator(Cursor in) {
    for (VersionSpecifier.Operator operator : VersionSpecifier.Operator.values()) {
      if (in.startsWith(operator.sign())) {
        in.moveTo(in.position() + operator.sign().length());
        return operator;
      }
    }
    throw in.error("a comparison is expected where " + in.found(), FORM);
  }

  private static Optional<String> objection(
      VersionSpecifier.Operator operator, Pep440Version version, boolean wildcard) {
    boolean equality =
        operator == VersionSpecifier.Operator.EQUAL
            || operator == VersionSpecifier.Operator.NOT_EQUAL;
    boolean local = version.local().isPresent();
    if (wildcard && !equality) {
      return Optional.of("only == and != take a version with .*");
    }
    if (wildcard && (version.isPreRelease() || version.isPostRelease() || local)) {
      return Optional.of("a version with .* has no pre, post, dev or local part");
    }
    if (local && !equality) {
      return Optional.of("only == and != take a version with a local part");
    }
    if (operator == VersionSpecifier.Operator.COMPATIBLE && version.release().size() < 2) {
      return Optional.of("~= needs a version of at least two numbers");
    }
    return Optional.empty();
  }

  /**
   * Whether a version that an index offers fulfils all clauses; a pre-release only does so if a
   * clause names one (PEP 440, "Handling of pre-releases").
   */
  public boolean contains(Pep440Version version) {
    boolean allowed =
        !version.isPreRelease() || clauses.stream().anyMatch(VersionSpecifier::asksForPreReleases);
    return allowed && containsInstalled(version);
  }

  /** Whether a version that is installed fulfils all clauses; pre-releases count like others. */
  public boolean containsInstalled(Pep440Version version) {
    return clauses.stream().allMatch(clause -> clause.holds(version));
  }

  /** The same for a version that may not follow PEP 440; then only {@code ===} can hold. */
  public boolean containsInstalled(String version) {
    return Pep440Version.tryParse(version)
        .map(this::containsInstalled)
        .orElseGet(() -> clauses.stream().allMatch(clause -> clause.holdsText(version)));
  }

  /**
   * Whether only one version will do: a clause has {@code ==} without {@code .*}, or {@code ===}.
   */
  public boolean isPinned() {
    return clauses.stream()
        .anyMatch(
            clause ->
                clause.operator() == VersionSpecifier.Operator.ARBITRARY
                    || (clause.operator() == VersionSpecifier.Operator.EQUAL
                        && !clause.wildcard()));
  }

  /** Whether any version will do. */
  public boolean isAny() {
    return clauses.isEmpty();
  }

  /** The clauses sorted and without doubles, as pip shows them. */
  @Override
  public String toString() {
    return String.join(
        ",", clauses.stream().map(VersionSpecifier::toString).sorted().distinct().toList());
  }
}
