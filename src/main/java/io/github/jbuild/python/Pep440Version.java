package io.github.jbuild.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a Python distribution (PEP 440). Versions that differ only in trailing zeros of the
 * release or in spelling are equal. Ordered as PEP 440 says under "Summary of permitted suffixes
 * and relative ordering".
 */
public final class Pep440Version implements Comparable<Pep440Version> {

  /** The kinds of pre-release, in their order. */
  enum Phase {
    ALPHA("a", 1),
    BETA("b", 2),
    CANDIDATE("rc", 3);

    private final String label;
    private final int rank;

    Phase(String label, int rank) {
      this.label = label;
      this.rank = rank;
    }

    /** Its place among the phases, from 1. */
    int rank() {
      return rank;
    }
  }

  /** The segments as they are written; a null one is not there. */
  record Parts(
      BigInteger epoch,
      List<BigInteger> release,
      @Nullable Phase phaseOrNull,
      BigInteger phaseNumber,
      @Nullable BigInteger postOrNull,
      @Nullable BigInteger devOrNull,
      List<String> local) {

    Parts {
      release = List.copyOf(release);
      local = List.copyOf(local);
    }

    Parts withLocal(List<String> other) {
      return new Parts(epoch, release, phaseOrNull, phaseNumber, postOrNull, devOrNull, other);
    }
  }

  private final Parts parts;
  private final List<BigInteger> significant;

  Pep440Version(Parts parts) {
    this.parts = parts;
    int length = parts.release().size();
    while (length > 0 && parts.release().get(length - 1).signum() == 0) {
      length--;
    }
    this.significant = parts.release().subList(0, length);
  }

  /**
   * Reads a version in any spelling that PEP 440 normalizes, such as {@code v1.0-RC.1}.
   *
   * @throws io.github.jbuild.core.JbuildException of kind INVALID_INPUT, with the place
   */
  public static Pep440Version parse(String text) {
    return VersionReader.read(text);
  }

  /** The version, or nothing when it does not follow PEP 440. */
  public static Optional<Pep440Version> tryParse(String text) {
    return VersionReader.tryRead(text);
  }

  /** The same version without its local segment: {@code 2.8.0} of {@code 2.8.0+cu126}. */
  public Pep440Version publicVersion() {
    return parts.local().isEmpty() ? this : new Pep440Version(parts.withLocal(List.of()));
  }

  /** The version without pre, post, dev and local segment: {@code 1!2.0} of {@code 1!2.0rc1}. */
  public Pep440Version base() {
    return new Pep440Version(
        new Parts(parts.epoch(), parts.release(), null, BigInteger.ZERO, null, null, List.of()));
  }

  /** What comes before all pre-releases of this version: {@code 1.0.dev0} of {@code 1.0}. */
  Pep440Version firstDevelopmental() {
    return new Pep440Version(
        new Parts(
            parts.epoch(),
            parts.release(),
            parts.phaseOrNull(),
            parts.phaseNumber(),
            parts.postOrNull(),
            BigInteger.ZERO,
            List.of()));
  }

  /** Alphas, betas, release candidates and developmental releases. */
  public boolean isPreRelease() {
    return parts.phaseOrNull() != null || parts.devOrNull() != null;
  }

  public boolean isPostRelease() {
    return parts.postOrNull() != null;
  }

  /** The local segment in its normalized spelling, such as {@code cu126}. */
  public Optional<String> local() {
    return parts.local().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(".", parts.local()));
  }

  /** The release segment as written, such as 3, 10. */
  public List<BigInteger> release() {
    return parts.release();
  }

  Parts parts() {
    return parts;
  }

  /** The n-th number of the release; those that are not written are 0. */
  public BigInteger release(int index) {
    return index < parts.release().size() ? parts.release().get(index) : BigInteger.ZERO;
  }

  @Override
  public int compareTo(Pep440Version other) {
    return VersionOrder.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pep440Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return significant.hashCode() * 31 + parts.local().hashCode();
  }

  /** The normalized spelling. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (parts.epoch().signum() != 0) {
      text.append(parts.epoch()).append('!');
    }
    text.append(String.join(".", parts.release().stream().map(BigInteger::toString).toList()));
    if (parts.phaseOrNull() != null) {
      text.append(parts.phaseOrNull().label).append(parts.phaseNumber());
    }
    if (parts.postOrNull() != null) {
      text.append(".post").append(parts.postOrNull());
    }
    if (parts.devOrNull() != null) {
      text.append(".dev").append(parts.devOrNull());
    }
    local().ifPresent(local -> text.append('+').append(local));
    return text.toString();
  }
}
