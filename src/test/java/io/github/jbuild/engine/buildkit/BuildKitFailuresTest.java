package io.github.jbuild.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.SolveFailure;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.Wanted;
import io.github.jbuild.engine.builder.LocalBases;
import io.github.jbuild.engine.failure.EngineFailures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of Docker 20.10 and 26.1. */
final class BuildKitFailuresTest {

  private static final String HEAD = "[stage-0 2/3] ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          secret token not found: not found | RUN x | USAGE | a step needs the secret "token", which was not provided: RUN x
          secret token: not found | RUN x | USAGE | a step needs the secret "token", which was not provided: RUN x
          no SSH key "deploy" forwarded from the client | RUN x | USAGE | a step needs the SSH agent "deploy", which was not provided: RUN x
          rpc error: code = NotFound desc = no SSH agent "a b" was provided | RUN x | USAGE | a step needs the SSH agent "a b", which was not provided: RUN x
          NotFound: no SSH agent "deploy" was provided | RUN x | USAGE | a step needs the SSH agent "deploy", which was not provided: RUN x
          failed to compute cache key: "/no such" not found: not found | COPY a b | BUILD_FAILED | no such file: /no such, needed by COPY a b
          failed to compute cache key: failed to calculate checksum of ref 1::2: "/x": not found | COPY x y | BUILD_FAILED | no such file: /x, needed by COPY x y
          lstat /var/lib/docker/tmp/buildkit-mount205/opt/a: no such file or directory | COPY --from=one /opt/a /b | BUILD_FAILED | no such file: /opt/a, needed by COPY --from=one /opt/a /b
          failed to load cache key: invalid response status 404 | ADD --chown=1 http://h/x /y | NETWORK | the engine cannot download http://h/x
          failed to create LLB definition: no active sessions | FROM h.io/x:1 | NETWORK | the registry requires credentials, which cannot be sent to BuildKit over plain HTTP: FROM h.io/x:1
          executor failed running [/bin/sh -c x]: exit code: 3 | RUN x http://h/x | BUILD_FAILED | the build failed with exit status 3: RUN x http://h/x
          h.io/x:1: not found | FROM h.io/x:1 | NETWORK | base image h.io/x:1 is not in h.io
          """)
  void says_what_failed(
      String message, String instruction, JbuildException.Kind kind, String expected) {
    VertexNotes notes = new VertexNotes();
    notes.on(
        BuildStatus.of(
            new Vertex("sha256:1", List.of(), HEAD + instruction, false, null, null, message)));
    Integer exit = message.endsWith("exit code: 3") ? Integer.valueOf(3) : null;

    JbuildException error =
        new BuildKitFailures(
                new LocalBases(name -> Optional.empty(), new EngineFailures("unix:///x"), true),
                registry -> "nobody")
            .of(
                new SolveFailure(message, null, exit, List.of()),
                notes,
                Wanted.of("FROM scratch\n").request());

    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.message()).isEqualTo(expected);
  }
}
