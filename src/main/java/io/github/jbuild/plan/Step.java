package io.github.jbuild.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a stage. Its kind fixes the template that renders it; its components are the template's
 * inputs.
 */
public sealed interface Step
    permits AptStep, FetchStep, ImageStep, LibraryStep, PythonStep, SourceStep {

  /** The field that requests the step, and the reason. */
  Origin origin();

  /** What the step does, in a few words. */
  String title();

  /** The kind's name, which is also the template's: {@code AptInstall} is {@code apt-install}. */
  default String kind() {
    return kind(getClass());
  }

  /** The names of all kinds. */
  static List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    addKinds(Step.class, kinds);
    return kinds;
  }

  private static void addKinds(Class<?> type, List<String> kinds) {
    if (!type.isSealed()) {
      kinds.add(kind(type));
      return;
    }
    for (Class<?> part : type.getPermittedSubclasses()) {
      addKinds(part, kinds);
    }
  }

  private static String kind(Class<?> type) {
    StringBuilder kind = new StringBuilder();
    for (char c : type.getSimpleName().toCharArray()) {
      if (Character.isUpperCase(c) && !kind.isEmpty()) {
        kind.append('-');
      }
      kind.append(Character.toLowerCase(c));
    }
    return kind.toString();
  }
}
