package io.github.jbuild.plan.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.testing.ProfileBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PlannerTest {

  private static final ImageRef DONOR =
      ImageRef.parse("registry.example/l4t-jetpack:r36.4.0@sha256:" + ProfileBuilder.HASH);

  private final ProfileBuilder builder = new ProfileBuilder();

  @Test
  void a_profile_of_a_base_alone_has_one_stage() {
    assertThat(plan().stages()).extracting(Stage::name).containsExactly("runtime");
  }

  @Test
  void stages_are_in_the_order_in_which_they_need_each_other() {
    builder.donor = DONOR;
    builder.libraries.put("cudnn", Profile.Library.known("9.3", Profile.Provider.DONOR));
    builder.wheel("torch", "2.8.0");
    assertThat(plan().stages())
        .extracting(Stage::name)
        .containsExactly(
            "base-libs", "donor", "fetch", "wheels", "pip", "pinned", "python", "runtime");
  }

  @Test
  void names_each_base_once() {
    builder.donor = DONOR;
    builder.libraries.put("cudnn", Profile.Library.known(null, Profile.Provider.DONOR));
    builder.wheel("torch", "2.8.0");
    assertThat(plan().bases()).containsExactly(builder.base, DONOR);
  }

  @Test
  void finds_a_wheel_by_its_hash_in_the_index() {
    builder.wheel("onnxruntime-gpu", "1.23.0");
    assertThat(plan().pinnedWheels())
        .singleElement()
        .satisfies(
            wheel -> {
              assertThat(wheel.url())
                  .hasToString(
                      "https://index.example/jp6/cu126/+f/012/3456789abcdef/"
                          + "onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl");
              assertThat(wheel.reference())
                  .isEqualTo(
                      "onnxruntime-gpu @ file:///wheels/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl"
                          + "#sha256="
                          + ProfileBuilder.HASH);
            });
  }

  @Test
  void holds_every_install_to_the_pinned_wheels_and_the_constraints() {
    builder.wheel("torch", "2.8.0");
    builder.constraints = List.of("numpy<2");
    PythonStep.WriteConstraints constraints =
        plan().steps().stream()
            .filter(PythonStep.WriteConstraints.class::isInstance)
            .map(PythonStep.WriteConstraints.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(constraints.lines()).hasSize(2).last().isEqualTo("numpy<2");
    assertThat(constraints.lines().get(0)).startsWith("torch @ file:///wheels/torch-2.8.0");
  }

  @Test
  void upgrades_what_the_profile_names_and_not_what_the_wheels_need() {
    builder.wheel("torch", "2.8.0");
    builder.packages = List.of("six");
    builder.upgrade = true;
    assertThat(installs()).extracting(PythonStep.PipInstall::upgrade).containsExactly(false, true);
  }

  @Test
  void explains_what_pip_check_says_of_packages_without_dependencies() {
    builder.noDeps = List.of("gliner[gpu]==0.2.28; python_version<'3.13'");
    assertThat(plan().steps())
        .filteredOn(PythonStep.PipCheck.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            PythonStep.PipCheck.class,
            check -> assertThat(check.unresolved()).containsExactly("gliner"));
  }

  @Test
  void every_step_says_why_and_for_which_field() {
    builder.wheel("torch", "2.8.0");
    builder.user = "app";
    assertThat(plan().steps())
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.origin().why()).isNotBlank().doesNotContain("\n");
              assertThat(step.origin().field()).matches("[a-z][a-z0-9.-]*(\\[\\d+])?");
              assertThat(step.kind()).matches("[a-z]+(-[a-z]+)*");
            });
  }

  @Test
  void refuses_a_library_from_a_donor_that_there_is_not() {
    builder.libraries.put("cudnn", Profile.Library.known(null, Profile.Provider.DONOR));
    refuses("comes from a donor, but the profile has none", "donor: {image: …@sha256:…}");
  }

  @Test
  void refuses_a_cudnn_that_the_release_does_not_have() {
    builder.libraries.put("cudnn", Profile.Library.known("9.30", Profile.Provider.BASE));
    refuses("cuDNN 9.30 is requested, but r36.4.0 has 9.3.0.75", "use the version of the release");
  }

  @Test
  void does_not_hold_a_profile_against_a_disputed_release() {
    builder.l4t = "r36.3.0";
    builder.libraries.put("cudnn", Profile.Library.known("9.30", Profile.Provider.BASE));
    assertThat(plan().l4t().confidence()).isEqualTo(Confidence.C);
  }

  @Test
  void refuses_an_unknown_release() {
    builder.l4t = "r36.4.1";
    refuses("nothing is known about L4T \"r36.4.1\"", "r36.4.0, r36.4.3, r36.4.4");
  }

  private void refuses(String message, String hint) {
    Consumer<JbuildException> says =
        refused -> {
          assertThat(refused.kind()).isEqualTo(Kind.INVALID_INPUT);
          assertThat(refused.message()).contains(message);
          assertThat(refused.hint().orElseThrow()).contains(hint);
        };
    assertThatThrownBy(this::plan).isInstanceOfSatisfying(JbuildException.class, says);
  }

  private List<PythonStep.PipInstall> installs() {
    return plan().steps().stream()
        .filter(PythonStep.PipInstall.class::isInstance)
        .map(PythonStep.PipInstall.class::cast)
        .toList();
  }

  private Plan plan() {
    return new Planner(Facts.builtIn()).plan(builder.build());
  }
}
