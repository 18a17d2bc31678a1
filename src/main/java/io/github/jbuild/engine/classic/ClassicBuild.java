package io.github.jbuild.engine.classic;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.builder.BuildProgress;
import io.github.jbuild.engine.builder.ContextPipe;
import io.github.jbuild.engine.failure.BuildFailure;
import io.github.jbuild.engine.failure.EngineFailures;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code POST /build}. A thread of docker-java sends the context and reads the answer;
 * another writes the context into a pipe of fixed size, so that memory does not grow with it.
 */
final class ClassicBuild implements ResultCallback<BuildResponseItem> {

  private final ContainerEngine.BuildFiles files;
  private final BuildProgress progress;
  private final BuildStream stream;
  private final Supplier<JbuildException> failed;
  private final EngineFailures failures;
  private final ContextPipe pipe;
  private final CompletableFuture<String> outcome = new CompletableFuture<>();
  private volatile @Nullable Exception own;
  private volatile @Nullable Closeable response;

  /**
   * @param failed turns a failure reported by the stream into an exception
   */
  ClassicBuild(
      ContainerEngine.Request request,
      BuildProgress progress,
      BuildStream stream,
      Supplier<JbuildException> failed,
      EngineFailures failures) {
    this.files = request.files();
    this.progress = progress;
    this.stream = stream;
    this.failed = failed;
    this.failures = failures;
    this.pipe = new ContextPipe(progress::contextSent);
  }

  /**
   * Runs the build to its end.
   *
   * @return the image ID
   */
  String run(BuildImageCmd command) {
    DaemonThreads.start("build-context", this::writeContext);
    try {
      command.withTarInputStream(pipe).exec(this);
      String id = outcome.join();
      progress.finished();
      return id;
    } catch (CompletionException e) {
      RuntimeException error = inWords(e.getCause() == null ? e : e.getCause());
      progress.failed(told(error));
      throw error;
    } finally {
      close();
    }
  }

  /**
   * Ends the build with {@code CANCELLED}; the engine stops it as its connection closes.
   *
   * @param warning reported to the listener first; nothing is reported if it is empty
   */
  void cancel(String warning) {
    if (!warning.isEmpty() && !outcome.isDone()) {
      progress.warning(warning);
    }
    outcome.completeExceptionally(JbuildException.of(Kind.CANCELLED, "the build was cancelled"));
    close();
  }

  @Override
  public void onStart(Closeable started) {
    response = started;
    pipe.close();
    if (outcome.isDone()) {
      close();
    }
  }

  @Override
  public void onNext(BuildResponseItem item) {
    if (outcome.isDone()) {
      return;
    }
    try {
      stream.accept(item);
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  @Override
  public void onError(Throwable error) {
    outcome.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    if (outcome.isDone()) {
      return;
    }
    stream.flush();
    if (stream.failure().isPresent()) {
      outcome.completeExceptionally(failed.get());
      return;
    }
    stream
        .imageId()
        .ifPresentOrElse(
            outcome::complete,
            () -> outcome.completeExceptionally(new IOException("the response has no image ID")));
  }

  @Override
  public void close() {
    pipe.breakOff("the build has ended");
    Closeable open = response;
    if (open != null) {
      try {
        open.close();
      } catch (IOException alreadyClosed) {
        outcome.completeExceptionally(alreadyClosed);
      }
    }
  }

  private void writeContext() {
    try (OutputStream sink = pipe.sink()) {
      files.writeTar(sink);
    } catch (IOException | RuntimeException e) {
      // Once the reader has left, writing fails for the reader's reason, which is reported
      // elsewhere.
      if (!pipe.abandoned()) {
        stop(e);
      }
    }
  }

  /** Ends the build for a reason on this side: the context's writer or the listener failed. */
  private void stop(Exception reason) {
    own = reason;
    outcome.completeExceptionally(reason);
    close();
  }

  /** What the vertex that ran says: the engine's words, if it had any. */
  private String told(RuntimeException error) {
    if (error instanceof JbuildException known && known.kind() == Kind.CANCELLED) {
      return BuildProgress.CANCELLED;
    }
    return stream.failure().map(BuildFailure::message).orElse(String.valueOf(error.getMessage()));
  }

  private RuntimeException inWords(Throwable error) {
    Exception reason = own;
    if (reason != null) {
      return failures.noContext(reason);
    }
    if (error instanceof JbuildException cause) {
      return cause;
    }
    if (error instanceof DockerException refused) {
      return failures.refused("the engine rejected the build", refused);
    }
    return failures.lost("the engine disconnected during the build", error);
  }
}
