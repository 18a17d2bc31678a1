package io.github.jbuild.checks.plan;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.facts.FamilyFact;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.python.ProjectNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What checks look at; what several of them need is read once. */
final class PlanContext {

  private final Plan plan;
  private final PlanFacts facts;
  private final List<JetsonWheel> wheels;
  private final RequirementLines requirements;
  private final Optional<BaseImage> base;
  private final Optional<BaseImage> donor;

  /**
   * @param facts what plans are compared with
   */
  PlanContext(Plan plan, PlanFacts facts) {
    this.plan = plan;
    this.facts = facts;
    this.wheels = plan.pinnedWheels().stream().map(wheel -> JetsonWheel.of(wheel, facts)).toList();
    this.requirements = RequirementLines.of(plan.profile());
    this.base = image(plan.profile().base().image());
    this.donor = plan.profile().donor().flatMap(this::image);
  }

  Plan plan() {
    return plan;
  }

  PlanFacts facts() {
    return facts;
  }

  Profile profile() {
    return plan.profile();
  }

  L4tRelease l4t() {
    return plan.l4t();
  }

  /** The pinned wheels with what is known about them. */
  List<JetsonWheel> wheels() {
    return wheels;
  }

  /** The pinned wheel of a normalized name. */
  Optional<JetsonWheel> wheel(String name) {
    return wheels.stream().filter(wheel -> wheel.name().equals(name)).findFirst();
  }

  /** Whether the profile removes a distribution, by its normalized name. */
  boolean removes(String name) {
    return profile().python().remove().stream()
        .map(ProjectNames::normalized)
        .anyMatch(name::equals);
  }

  /** Whether the final image gets a Debian package, at any version. */
  boolean installs(String aptPackage) {
    return profile().apt().runtime().stream()
        .anyMatch(wanted -> wanted.split("=", 2)[0].equals(aptPackage));
  }

  /** Every line that requests a Python package. */
  RequirementLines requirements() {
    return requirements;
  }

  /** What is known about the base. */
  Optional<BaseImage> base() {
    return base;
  }

  /** What is known about the donor. */
  Optional<BaseImage> donor() {
    return donor;
  }

  /** What the images of the base's family have in common. */
  FamilyFact family() {
    return facts.facts().family(profile().base().family().id());
  }

  /** Where a field is written, such as {@code python.wheels.torch}. */
  Optional<SourceSpan> place(String field) {
    return profile().origins().of(field);
  }

  /** Entrypoint and command in one: the words of the first process. */
  List<String> words() {
    List<String> words = new ArrayList<>(profile().app().entrypoint());
    words.addAll(profile().app().command());
    return words;
  }

  /** The same with the command lines of shells taken apart. */
  List<String> commandWords() {
    return words().stream().flatMap(word -> Arrays.stream(word.strip().split("\\s+", -1))).toList();
  }

  /** The field that says what is started. */
  String startField() {
    return profile().app().command().isEmpty() ? "app.entrypoint" : "app.command";
  }

  /** The item of entrypoint or command that a word is in. */
  String startField(String word) {
    List<String> entrypoint = profile().app().entrypoint();
    List<String> words = words();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).contains(word)) {
        int at = i - entrypoint.size();
        return at < 0 ? "app.entrypoint[" + i + "]" : "app.command[" + at + "]";
      }
    }
    return startField();
  }

  /** The row of an image, by its digest, or else by its name and tag. */
  private Optional<BaseImage> image(ImageRef image) {
    String digest = image.digest().map(Object::toString).orElse("");
    return facts.images().stream()
        .filter(row -> digest.equals(row.digestOrNull()))
        .findFirst()
        .or(() -> facts.images().stream().filter(row -> isNamed(row, image)).findFirst());
  }

  private static boolean isNamed(BaseImage row, ImageRef image) {
    ImageRef named = ImageRef.parse(row.image());
    return named.registry().equals(image.registry())
        && named.repository().equals(image.repository())
        && named.tag().isPresent()
        && named.tag().equals(image.tag());
  }
}
