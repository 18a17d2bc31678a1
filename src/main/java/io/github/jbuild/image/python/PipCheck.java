package io.github.jbuild.image.python;

import io.github.jbuild.python.MarkerEnvironment;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.Requirement;
import io.github.jbuild.python.VersionSpecifiers;
import io.github.jbuild.python.WheelTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code pip check} would report about an environment, read from its metadata without running
 * anything, and whether the interpreter satisfies each distribution.
 */
public final class PipCheck {

  /** A patch number above all that will ever be. */
  private static final String ANY_PATCH = ".999";

  private final PythonEnvironment environment;
  private final MarkerEnvironment markers;
  private final WheelTags supported;
  private final Map<String, Distribution> installed = new HashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  private PipCheck(PythonEnvironment environment, WheelTags supported) {
    this.environment = environment;
    this.markers = MarkerEnvironment.jetson(environment.version());
    this.supported = supported;
    environment.visible().forEach(d -> installed.put(d.normalizedName(), d));
  }

  /**
   * What does not fit.
   *
   * @param kind in which way
   * @param distribution normalized name of the distribution that requires something
   * @param requirement normalized name of what it requires; empty when it is about itself
   * @param message a sentence, in pip's words where pip says it
   */
  public record Conflict(Kind kind, String distribution, String requirement, String message) {

    /** In which way a distribution does not fit. */
    public enum Kind {
      /** A requirement is not installed. */
      MISSING,
      /** A requirement is installed in a version that will not do. */
      VERSION,
      /** The interpreter's version will not do. */
      PYTHON,
      /** The wheel is for another interpreter or platform. */
      PLATFORM,
      /** The version does not follow PEP 440. */
      UNREADABLE
    }

    @Override
    public String toString() {
      return message;
    }
  }

  /**
   * All conflicts of the visible distributions, by name, in the order of their requirements. Extras
   * are not known to be wanted, so that requirements of extras do not count, as for pip.
   */
  public static List<Conflict> of(PythonEnvironment environment, WheelTags supported) {
    PipCheck check = new PipCheck(environment, supported);
    environment.visible().forEach(check::check);
    return List.copyOf(check.conflicts);
  }

  private void check(Distribution distribution) {
    String subject = distribution.normalizedName() + " " + distribution.version();
    if (distribution.parsedVersion().isEmpty()) {
      add(
          Conflict.Kind.UNREADABLE,
          distribution,
          "",
          subject + " has a version that is invalid under PEP 440.");
    }
    for (Requirement requirement : distribution.requirements()) {
      if (requirement.holds(markers, List.of())) {
        require(distribution, subject, requirement);
      }
    }
    if (!isPythonRight(distribution.requiresPython())) {
      add(
          Conflict.Kind.PYTHON,
          distribution,
          "",
          "%s requires Python %s, but this is Python %s."
              .formatted(subject, distribution.requiresPython(), environment.version()));
    }
    if (!supported.support(distribution.tags())) {
      add(Conflict.Kind.PLATFORM, distribution, "", subject + " is not supported on this platform");
    }
  }

  private void require(Distribution distribution, String subject, Requirement requirement) {
    String name = requirement.normalizedName();
    Distribution there = installed.get(name);
    if (there == null) {
      add(
          Conflict.Kind.MISSING,
          distribution,
          name,
          "%s requires %s, which is not installed.".formatted(subject, name));
    } else if (!requirement.specifiers().containsInstalled(there.version())) {
      add(
          Conflict.Kind.VERSION,
          distribution,
          name,
          "%s has requirement %s, but you have %s %s."
              .formatted(subject, requirement, name, there.version()));
    }
  }

  /** Where the patch number is not known, one that fits is enough. */
  private boolean isPythonRight(VersionSpecifiers specifiers) {
    Pep440Version version = environment.version();
    return version.release().size() > 2
        ? specifiers.containsInstalled(version)
        : specifiers.containsInstalled(version)
            || specifiers.containsInstalled(version + ANY_PATCH);
  }

  private void add(
      Conflict.Kind kind, Distribution distribution, String requirement, String message) {
    conflicts.add(new Conflict(kind, distribution.normalizedName(), requirement, message));
  }
}
