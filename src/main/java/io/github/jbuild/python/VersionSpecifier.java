package io.github.jbuild.python;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a version specifier, such as {@code >=1.26} (PEP 440, "Version specifiers").
 *
 * @param operator how it compares
 * @param text the version as written
 * @param versionOrNull the version, without the {@code .*}; null for {@code ===}
 * @param wildcard whether a {@code .*} follows
 */
record VersionSpecifier(
    Operator operator, String text, @Nullable Pep440Version versionOrNull, boolean wildcard) {

  /** The operators, each before those that it begins with. */
  enum Operator {
    ARBITRARY("==="),
    COMPATIBLE("~="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    GREATER(">");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** Whether it names a pre-release, and so allows them. */
  boolean asksForPreReleases() {
    return operator != Operator.NOT_EQUAL && versionOrNull != null && versionOrNull.isPreRelease();
  }

  /** Whether a version is in it, no matter whether that is a pre-release. */
  boolean holds(Pep440Version candidate) {
    if (versionOrNull == null) {
      return holdsText(candidate.toString());
    }
    Pep440Version version = versionOrNull;
    Pep440Version publicCandidate = candidate.publicVersion();
    return switch (operator) {
      case COMPATIBLE ->
          publicCandidate.compareTo(version) >= 0
              && startsWith(candidate, version, version.release().size() - 1);
      case EQUAL -> equal(candidate, version);
      case NOT_EQUAL -> !equal(candidate, version);
      case AT_MOST -> publicCandidate.compareTo(version) <= 0;
      case AT_LEAST -> publicCandidate.compareTo(version) >= 0;
      case LESS -> candidate.compareTo(belowPreReleases(version)) < 0;
      case GREATER -> candidate.compareTo(version) > 0 && !isVariantOf(candidate, version);
      case ARBITRARY -> holdsText(candidate.toString());
    };
  }

  /** Whether a text that may be no version is in it: only {@code ===} compares texts. */
  boolean holdsText(String candidate) {
    return operator == Operator.ARBITRARY && text.equalsIgnoreCase(candidate);
  }

  /** A local segment counts only where the specifier has one. */
  private boolean equal(Pep440Version candidate, Pep440Version version) {
    if (wildcard) {
      return startsWith(candidate, version, version.release().size());
    }
    return version.equals(version.local().isEmpty() ? candidate.publicVersion() : candidate);
  }

  private static boolean startsWith(Pep440Version candidate, Pep440Version version, int length) {
    List<BigInteger> prefix = version.release().subList(0, length);
    boolean same = candidate.parts().epoch().equals(version.parts().epoch());
    for (int i = 0; same && i < length; i++) {
      same = candidate.release(i).equals(prefix.get(i));
    }
    return same;
  }

  /** {@code <V} leaves out pre-releases of V unless V is one ("Exclusive ordered comparison"). */
  private static Pep440Version belowPreReleases(Pep440Version version) {
    return version.isPreRelease() ? version : version.firstDevelopmental();
  }

  /** {@code >V} leaves out post-releases of V unless V is one, and local versions of V. */
  private static boolean isVariantOf(Pep440Version candidate, Pep440Version version) {
    boolean post =
        !version.isPostRelease()
            && candidate.isPostRelease()
            && candidate.base().equals(version.base());
    return post || candidate.publicVersion().equals(version);
  }

  @Override
  public String toString() {
    return operator.sign() + text;
  }
}
