package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.session.OpenSession;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Says how a build ended: with its result, or in words. */
final class SolveEndings {

  private static final String AGAIN =
      "look at the engine's log, then build again: finished steps are cached";

  private final Connection connection;
  private final Limits limits;

  SolveEndings(Connection connection, Limits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  SolveResult answered(SolveCall solve, StatusStream status, OpenSession session)
      throws InterruptedException {
    try {
      SolveResult result = new SolveResult(solve.answer().join().getExporterResponseMap());
      status.drain(limits.drain());
      return result;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException failure) {
        throw failed(failure, status, session);
      }
      throw e;
    }
  }

  private RuntimeException failed(
      StatusRuntimeException failure, StatusStream status, OpenSession session)
      throws InterruptedException {
    Code code = failure.getStatus().getCode();
    boolean local = code == Code.UNAVAILABLE || code == Code.INTERNAL;
    if (local && (connection.broken() || failure.getStatus().getCause() instanceof IOException)) {
      return engineLost(failure);
    }
    status.drain(limits.drain());
    if (session.ended().isDone()) {
      return sessionLost().details(List.of(words(failure.getStatus()))).cause(failure);
    }
    if (code == Code.CANCELLED) {
      return environment("the engine cancelled the build", AGAIN)
          .details(List.of(words(failure.getStatus())))
          .cause(failure);
    }
    return FailureDecoder.decode(failure.getStatus(), failure.getTrailers());
  }

  private static JbuildException engineLost(StatusRuntimeException failure) {
    return environment("the engine closed the connection during the build", AGAIN)
        .details(List.of(words(failure.getStatus())))
        .cause(failure);
  }

  static JbuildException sessionLost() {
    return environment("the engine dropped the build's session", AGAIN);
  }

  JbuildException silent() {
    return environment(
        "the engine was silent for %d seconds".formatted(limits.silence().toSeconds()),
        "check the engine and the connection to it; the build was abandoned");
  }

  static JbuildException cancelled() {
    return JbuildException.of(Kind.CANCELLED, "the build was cancelled");
  }

  private static JbuildException environment(String message, String hint) {
    return JbuildException.of(Kind.ENVIRONMENT, message).hint(hint);
  }

  private static String words(Status status) {
    String description = status.getDescription();
    return description == null ? status.getCode().toString() : description;
  }
}
