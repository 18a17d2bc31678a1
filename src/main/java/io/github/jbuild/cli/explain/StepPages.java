package io.github.jbuild.cli.explain;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.facts.StepReason;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says why steps are there. */
final class StepPages {

  private static final String LIBRARIES = "libraries.";

  private final List<StepReason> reasons;
  private final List<LibrarySet> sets;

  StepPages(FactTables facts) {
    this.reasons = StepReason.of(facts);
    this.sets = new Facts(facts).libraries();
  }

  /** A page for each step of a plan. */
  List<Page> of(Plan plan) {
    List<Page> pages = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      for (Step step : stage.steps()) {
        pages.add(page(plan, stage, step, pages.size() + 1));
      }
    }
    return pages;
  }

  private Page page(Plan plan, Stage stage, Step step, int number) {
    Map<String, String> name = new LinkedHashMap<>();
    name.put("number", String.valueOf(number));
    name.put("kind", step.kind());
    name.put("title", step.title());
    String field = step.origin().field();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("stage", stage.name());
    parts.put(
        "field",
        field + step.origin().span().map(SourceSpan::toString).map(" "::concat).orElse(""));
    parts.put("why", step.origin().why());
    ownReasons(plan, field, step.origin().why()).ifPresent(text -> parts.put("reasons", text));
    Optional<LibrarySet> set = set(field);
    StepReason.find(reasons, step.kind(), field)
        .ifPresent(
            row -> {
              parts.put("Jetson", row.why());
              parts.put("source", set.map(LibrarySet::source).orElse(row.source()));
            });
    return new Page(name, parts);
  }

  /** What the profile says about the field and what is below it. */
  private static Optional<String> ownReasons(Plan plan, String field, String said) {
    List<String> lines = new ArrayList<>();
    plan.profile()
        .reasons()
        .forEach(
            (path, why) -> {
              if (StepReason.isIn(path, field) && !why.equals(said)) {
                lines.add(path + ": " + why);
              }
            });
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
  }

  private Optional<LibrarySet> set(String field) {
    return sets.stream().filter(set -> field.equals(LIBRARIES + set.name())).findFirst();
  }

  /** The pages of a kind: one for each field that has a reason of its own. */
  List<Page> ofKind(String kind) {
    return reasons.stream()
        .filter(row -> row.step().equals(kind))
        .map(
            row -> {
              Map<String, String> parts = new LinkedHashMap<>();
              if (row.fieldOrNull() != null) {
                parts.put("field", row.fieldOrNull());
              }
              parts.put("Jetson", row.why());
              parts.put("source", row.source());
              return new Page(Map.of("kind", kind), parts);
            })
        .toList();
  }
}
