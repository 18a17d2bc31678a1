package io.github.jbuild.plan.planner;

import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.FamilyFact;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the family of a profile's base requires. */
final class BaseFamily {

  private final Profile profile;
  private final FamilyFact fact;

  BaseFamily(Profile profile, Facts facts) {
    this.profile = profile;
    this.fact = facts.family(profile.base().family().id());
  }

  /** Whether the base has Python, pip and packages. */
  boolean hasPython() {
    return fact.python();
  }

  /** Folders that must be added to the loader's configuration. */
  List<String> loaderPaths() {
    return fact.loaderPaths();
  }

  /**
   * Distributions of the base that must go: those that the profile removes or pins a build of, and,
   * with a pinned torch, all that belong to the base's own.
   */
  List<String> unwanted() {
    if (!fact.python()) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    if (profile.python().wheels().keySet().stream().anyMatch(fact.bundled()::contains)) {
      names.addAll(fact.bundled());
    }
    names.addAll(profile.python().wheels().keySet());
    names.addAll(profile.python().remove());
    return List.copyOf(names);
  }

  /** Unsets the package index that the base's environment names. */
  void addPresets(List<Step> steps) {
    if (fact.presetEnv().isEmpty()) {
      return;
    }
    Map<String, String> empty = new LinkedHashMap<>();
    fact.presetEnv().forEach(name -> empty.put(name, ""));
    steps.add(
        new ImageStep.SetEnv(
            Origin.of(
                profile,
                "base.family",
                "the base sets its own package index; pip and uv ignore an empty variable"),
            empty));
  }

  /** Sets what the container runtime reads and the base lacks. */
  void addEnv(List<Step> steps) {
    if (!fact.env().isEmpty()) {
      steps.add(
          new ImageStep.SetEnv(
              Origin.of(
                  profile,
                  "base.family",
                  "NVIDIA's container runtime reads these; the base does not set them"),
              fact.env()));
    }
  }
}
