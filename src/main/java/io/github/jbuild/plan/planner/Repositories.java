package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.AptStep;
import io.github.jbuild.profile.Profile;
import java.util.List;

/** The repositories of a profile, as the steps that install packages need them. */
final class Repositories {

  private Repositories() {}

  static List<AptStep.Repository> of(Profile profile) {
    return profile.apt().repositories().entrySet().stream()
        .map(entry -> AptStep.Repository.of(entry.getKey(), entry.getValue()))
        .toList();
  }
}
