package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, commits and patches that are not what the profile says: the build ends, and says why. */
final class RefusedInputsIT {

  private static final String TAG = "jbuild-it:refused";

  @TempDir Path folder;

  @Test
  void a_repository_key_of_another_fingerprint() {
    CommandResult refused =
        TestBed.build(
                "gliner-legacy",
                TAG,
                "--target",
                "keys",
                "--set",
                "apt.repositories.cuda.key.fingerprint=EB693B3035CD5710E231E123A4B469963BF863CC")
            .exits(5);
    assertThat(refused.err())
        .contains(
            "the key of cuda does not have the fingerprint EB693B3035CD5710E231E123A4B469963BF863CC");
  }

  @Test
  void a_commit_that_the_repository_does_not_have() {
    String commit = "c4fb724e810bb496165b9015c77f402727392933";
    CommandResult refused =
        TestBed.build(
                "inference-server",
                TAG,
                "--target",
                "onnxruntime-src",
                "--set",
                "sources.onnxruntime.git.commit=" + commit)
            .exits(5);
    assertThat(refused.err()).contains("reference is not a tree: " + commit);
  }

  @Test
  void a_patch_whose_text_is_not_there() throws IOException {
    Path overlay = folder.resolve("patch.yaml");
    Files.writeString(
        overlay,
        """
        sources:
          onnxruntime:
            patches:
              - {file: cmake/deps.txt, text: a text of another version, by: nothing}
        """);
    CommandResult refused =
        TestBed.build(
                "inference-server", TAG, "--target", "onnxruntime", "--overlay", overlay.toString())
            .exits(5);
    assertThat(refused.err())
        .contains("cmake/deps.txt: the text to replace occurs 0 times, not once");
  }
}
