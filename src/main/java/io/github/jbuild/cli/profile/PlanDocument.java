package io.github.jbuild.cli.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as the JSON document that {@code jbuild plan --format json} prints. */
@JsonPropertyOrder({
  "profile",
  "l4t",
  "jetpack",
  "cuda",
  "cudnn",
  "tensorrt",
  "bases",
  "downloads",
  "stages"
})
record PlanDocument(
    String profile,
    String l4t,
    String jetpack,
    String cuda,
    String cudnn,
    String tensorrt,
    List<String> bases,
    List<Download> downloads,
    List<StageDocument> stages) {

  static PlanDocument of(Plan plan) {
    List<StageDocument> stages = new ArrayList<>();
    int number = 0;
    for (Stage stage : plan.stages()) {
      List<StepDocument> steps = new ArrayList<>();
      for (Step step : stage.steps()) {
        number++;
        steps.add(
            new StepDocument(
                number,
                step.kind(),
                step.title(),
                step.origin().field(),
                step.origin().span().map(SourceSpan::toString).orElse(null),
                step.origin().why()));
      }
      stages.add(new StageDocument(stage.name(), stage.from().toString(), stage.why(), steps));
    }
    return new PlanDocument(
        plan.profile().name(),
        plan.l4t().l4t(),
        plan.l4t().jetpack(),
        plan.l4t().cuda(),
        plan.l4t().cudnn(),
        plan.l4t().tensorrt(),
        plan.bases().stream().map(ImageRef::toString).toList(),
        plan.downloads().stream()
            .map(file -> new Download(file.name(), file.url().toString(), file.sha256().hex()))
            .toList(),
        stages);
  }

  /** A pinned file. */
  record Download(String name, String url, String sha256) {}

  /** A stage. */
  record StageDocument(String name, String from, String why, List<StepDocument> steps) {}

  /** A step, with the field that requests it and where that is written. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepDocument(
      int number, String kind, String title, String field, @Nullable String place, String why) {}
}
