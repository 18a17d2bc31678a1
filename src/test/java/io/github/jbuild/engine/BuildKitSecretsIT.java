package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets reach their steps and nothing else. */
final class BuildKitSecretsIT {

  private final String secret = "secret-" + UUID.randomUUID();
  private RealBuilds builds;

  @AfterEach
  void disconnect() {
    builds.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_secret_reaches_its_step_and_stays_nowhere(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    Wanted wanted =
        Wanted.of(
                "FROM "
                    + BedDocker.BASE
                    + "\nRUN --mount=type=secret,id=token,required=true sha256sum </run/secrets/token"
                    + " | tee /sum; while [ -s /run/secrets/token ] && [ $((n=n+1)) -lt 20 ];"
                    + " do sleep 0.1; done\n")
            .secret("token", () -> secret.getBytes(StandardCharsets.UTF_8))
            .noCache();
    String sum = sha256(secret);
    Heard heard = new Heard().until(sum);

    CompletableFuture<String> building =
        CompletableFuture.supplyAsync(() -> builds.image(wanted, heard));
    assertThat(heard.await()).as(heard.output()).isTrue();
    assertThat(Processes.with("/run/secrets/token")).as("the step runs").isNotEmpty();
    assertThat(Processes.with(secret)).isEmpty();
    String image = building.get();

    assertThat(heard.everything()).contains(sum).doesNotContain(secret);
    assertThat(TestBed.dockerOn(docker.host(), "history", "--no-trunc", image).succeeds().out())
        .contains("/run/secrets/token")
        .doesNotContain(secret);
    assertThat(saves(image, sum)).as("what the step wrote is found in the image").isTrue();
    assertThat(saves(image, secret)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void a_secret_that_is_not_given_is_named(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String dockerfile =
        "FROM "
            + BedDocker.BASE
            + "\nRUN --mount=type=secret,id=token,required=true cat /run/secrets/token\n";

    JbuildException error =
        builds.failure(Wanted.of(dockerfile).secret("other", () -> new byte[] {1}));
    JbuildException without = builds.failure(Wanted.of(dockerfile));

    for (JbuildException each : List.of(error, without)) {
      assertThat(each.kind()).isEqualTo(Kind.USAGE);
      assertThat(each.message()).contains("secret \"token\"", "RUN --mount=type=secret");
      assertThat(each.hint().orElseThrow()).contains("--secret id=token,");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_secret_that_cannot_be_read_ends_the_build(BedDocker docker) {
    builds = RealBuilds.on(docker);

    JbuildException error =
        builds.failure(
            Wanted.of(
                    "FROM "
                        + BedDocker.BASE
                        + "\nRUN --mount=type=secret,id=token,required=true true\n")
                .secret(
                    "token",
                    () -> {
                      throw new IOException("the file is gone");
                    }));

    assertThat(error.message() + error.details()).contains("token", "the file is gone");
  }

  @ParameterizedTest
  @EnumSource
  void a_step_runs_without_a_secret_that_it_does_not_require(BedDocker docker) {
    builds = RealBuilds.on(docker);

    Heard heard =
        builds.build(
            Wanted.of(
                    "FROM "
                        + BedDocker.BASE
                        + "\nRUN --mount=type=secret,id=token ls -A /run/secrets 2>&1; echo ran\n")
                .noCache());

    assertThat(heard.output()).contains("ran").doesNotContain("token\n");
  }

  private boolean saves(String image, String text) throws IOException {
    try (InputStream archive = builds.engine().save(image)) {
      return contains(archive, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Layers are in the archives of both engines as they are, not compressed. */
  private static boolean contains(InputStream in, byte[] wanted) throws IOException {
    byte[] block = new byte[1 << 20];
    int kept = 0;
    for (int count = in.read(block, kept, block.length - kept);
        count >= 0;
        count = in.read(block, kept, block.length - kept)) {
      int end = kept + count;
      if (new String(block, 0, end, StandardCharsets.ISO_8859_1)
          .contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
        return true;
      }
      kept = Math.min(end, wanted.length);
      System.arraycopy(block, end - kept, block, 0, kept);
    }
    return false;
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
