package io.github.jbuild.draft;

import io.github.jbuild.facts.AptPackage;
import io.github.jbuild.facts.FamilyFact;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.facts.WheelFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what gives an image the libraries that a wheel needs. */
record DraftNeeds(PlanFacts facts, L4tRelease release, FamilyFact family) {

  /** Whether every library that a wheel needs is in the base, a known set or a package. */
  boolean met(WheelFact wheel) {
    return wheel.needs().stream()
        .allMatch(
            soname ->
                family.brings().contains(soname)
                    || facts.loader().injected(soname)
                    || set(soname).isPresent()
                    || aptPackage(soname).isPresent());
  }

  /** The sets that a profile names for a wheel: cuDNN, whose version matters, and what lacks. */
  List<LibrarySet> sets(WheelFact wheel) {
    return wheel.needs().stream()
        .flatMap(
            soname ->
                set(soname)
                    .filter(set -> set.name().equals("cudnn") || !family.brings().contains(soname))
                    .stream())
        .distinct()
        .toList();
  }

  /** Whether the base has a set. */
  boolean brought(LibrarySet set) {
    return family.brings(set);
  }

  /** The distribution's packages that a wheel needs. */
  List<String> packages(WheelFact wheel) {
    return wheel.needs().stream()
        .filter(soname -> !family.brings().contains(soname) && set(soname).isEmpty())
        .flatMap(soname -> aptPackage(soname).stream())
        .map(AptPackage::name)
        .toList();
  }

  private Optional<LibrarySet> set(String soname) {
    return facts.facts().libraries().stream()
        .filter(set -> set.sonames().contains(soname))
        .findFirst();
  }

  private Optional<AptPackage> aptPackage(String soname) {
    Stream<AptPackage> known = facts.facts().packages().stream();
    return known
        .filter(row -> row.repositoryOrNull() == null && row.sonames().contains(soname))
        .filter(row -> row.l4t().isEmpty() || row.l4t().contains(release.l4t()))
        .findFirst();
  }
}
