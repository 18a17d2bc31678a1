package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.it.Ablation.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three of {@link Ablation}'s trials, and the library files, which need no build. */
final class PoorBasesIT {

  @Test
  void works_as_a_whole() {
    Verdict verdict = Ablation.tryWhole(Images.of("cuda-base"));
    assertThat(verdict.fails()).as(verdict.how()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apt.runtime libgomp1", "libraries cupti", "python.wheels torchvision"})
  void fails_without(String what) {
    String setting = Objects.requireNonNull(Ablation.candidates().get(what), what);
    Verdict verdict = Ablation.tryWithout(what, setting);
    assertThat(verdict.fails()).as(verdict.toString()).isTrue();
  }

  @Test
  void fails_without_any_of_the_donated_library_files() {
    String image = Images.of("cuda-base");
    assertThat(Ablation.libraryFiles(image)).hasSize(9);
    assertThat(Ablation.libraryFiles(image))
        .allSatisfy(file -> assertThat(Ablation.tryWithoutFile(image, file).fails()).isTrue());
  }
}
