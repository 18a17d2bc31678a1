package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What users read when a build with BuildKit fails. Docker 20.10 tells less than later ones. */
final class BuildKitErrorsIT {

  private static final String REGISTRY = TestBed.variable("JBUILD_TESTBED_REGISTRY");
  private static final String FROM = "FROM " + BedDocker.BASE + "\n";

  /** The same on each engine. */
  abstract static class OnEngine {

    private final BedDocker docker;
    private @Nullable RealBuilds builds;

    OnEngine(BedDocker docker) {
      this.docker = docker;
    }

    @BeforeEach
    void connect() {
      builds = RealBuilds.on(docker);
    }

    @AfterEach
    void disconnect() {
      Objects.requireNonNull(builds).close();
    }

    JbuildException failure(String dockerfile) {
      JbuildException error =
          Objects.requireNonNull(builds).failure(Wanted.of(dockerfile).noCache());
      assertThat(error).as("the build fails").isNotNull();
      return error;
    }

    @Test
    void a_step_that_fails() {
      JbuildException error =
          failure(FROM + "# why\nRUN echo one && \\\n    echo oops >&2; exit 7\nRUN true\n");

      assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(error.message())
          .startsWith("the build failed with exit status 7: RUN echo one &&")
          .endsWith("exit 7");
      assertThat(error.details()).containsExactlyInAnyOrder("one", "oops");
      assertThat(place(error)).isIn(toldAt(3, "RUN echo one && \\"));
    }

    @Test
    void a_file_to_copy_that_is_not_there() {
      JbuildException error = failure(FROM + "ENV A=b\nCOPY nothing /x\n");

      assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(error.message()).isEqualTo("no such file: /nothing, needed by COPY nothing /x");
      assertThat(error.hint().orElseThrow()).contains(".dockerignore");
      assertThat(place(error)).isIn(toldAt(3, "COPY nothing /x"));
    }

    @Test
    void a_file_that_another_stage_lacks() {
      JbuildException error =
          failure("FROM scratch AS one\n" + FROM + "COPY --from=one /opt/a /b\n");

      assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(error.message())
          .isEqualTo("no such file: /opt/a, needed by COPY --from=one /opt/a /b");
      assertThat(place(error)).isIn(toldAt(3, "COPY --from=one /opt/a /b"));
    }

    @Test
    void an_unknown_instruction() {
      JbuildException error = failure(FROM + "RUN true\nRUNN false\n");

      assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(error.message()).containsIgnoringCase("unknown instruction: RUNN");
      assertThat(place(error)).as("told in the message, too").isEqualTo("3: RUNN false");
    }

    @Test
    void a_stage_that_is_unknown_is_taken_for_an_image() {
      JbuildException error = failure(FROM + "COPY --from=" + REGISTRY + "/nostage /a /b\n");

      assertThat(error.kind()).isEqualTo(Kind.NETWORK);
      assertThat(error.message())
          .isEqualTo("base image " + REGISTRY + "/nostage:latest is not in " + REGISTRY);
      assertThat(place(error)).isIn(toldAt(2, "COPY --from=" + REGISTRY + "/nostage /a /b"));
    }

    @Test
    void a_target_that_is_unknown() {
      JbuildException error =
          Objects.requireNonNull(builds).failure(Wanted.of(FROM).target("nostage"));

      assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
      assertThat(error.message()).contains("target stage", "nostage", "could not be found");
    }

    @Test
    void a_base_that_is_not_in_its_registry() {
      JbuildException error = failure("FROM " + REGISTRY + "/no/such:image\n");

      assertThat(error.kind()).isEqualTo(Kind.NETWORK);
      assertThat(error.message())
          .isEqualTo("base image " + REGISTRY + "/no/such:image is not in " + REGISTRY);
      assertThat(place(error)).isIn(toldAt(1, "FROM " + REGISTRY + "/no/such:image"));
    }

    @Test
    void a_registry_that_cannot_be_reached() {
      JbuildException error = failure("FROM 127.0.0.1:1/nothing:1\n");

      assertThat(error.kind()).isEqualTo(Kind.NETWORK);
      assertThat(error.message())
          .isEqualTo("base image 127.0.0.1:1/nothing:1: the engine cannot reach 127.0.0.1:1");
      assertThat(error.hint().orElseThrow()).contains("the engine at unix://");
      assertThat(error.details().toString()).contains("connection refused");
    }

    @Test
    void a_download_that_cannot_be_reached() {
      JbuildException error = failure("FROM scratch\nADD http://127.0.0.1:1/x.tar /x\n");

      assertThat(error.kind()).isEqualTo(Kind.NETWORK);
      assertThat(error.message()).isEqualTo("the engine cannot download http://127.0.0.1:1/x.tar");
      assertThat(error.details().toString()).contains("connection refused");
    }

    @Test
    void a_program_for_another_processor() {
      JbuildException error =
          failure(FROM + "RUN printf '\\177ELF nothing' >/x && chmod +x /x\nRUN [\"/x\"]\n");

      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).contains("exec format error");
    }

    /** Only later engines say where. */
    private List<String> toldAt(int line, String text) {
      return docker == BedDocker.V20_10 ? List.of("") : List.of(line + ": " + text);
    }

    private static String place(JbuildException error) {
      return error.span().map(span -> span.line() + ": " + span.text()).orElse("");
    }
  }

  @Nested
  final class Docker20 extends OnEngine {
    Docker20() {
      super(BedDocker.V20_10);
    }
  }

  @Nested
  final class Docker26 extends OnEngine {
    Docker26() {
      super(BedDocker.V26_1);
    }
  }
}
