package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.session.OpenSession;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.core.BuildStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One build from its request to its end, whatever that is: an answer, a cancellation, or the loss
 * of one of the participants. Nothing continues in the engine after it.
 */
final class SolveRun {

  /** What ends a build. */
  enum Ending {
    ANSWERED,
    CANCELLED,
    SESSION_LOST,
    SILENT,
    CONSUMER_FAILED
  }

  /** A session that ends may be the first sign of an engine that does: see what the call says. */
  private static final int SECOND_OPINION_SECONDS = 1;

  private static final int LOOKS = 6;

  private final Connection connection;
  private final Limits limits;
  private final ScheduledExecutorService watch;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final SolveEndings endings;

  SolveRun(Connection connection, Limits limits, ScheduledExecutorService watch) {
    this.connection = connection;
    this.limits = limits;
    this.watch = watch;
    endings = new SolveEndings(connection, limits);
  }

  /** Ends the build from any thread. */
  void cancel() {
    ending.complete(Ending.CANCELLED);
  }

  /** Builds with a session that is open. */
  SolveResult run(
      SolveSpec spec, String sessionId, OpenSession session, Consumer<BuildStatus> consumer) {
    if (ending.isDone()) {
      throw SolveEndings.cancelled();
    }
    // The engine waits a moment for a build that it is asked about and does not know yet.
    StatusStream status = StatusStream.follow(connection.channel(), spec.ref(), consumer);
    SolveCall solve = SolveCall.start(connection.channel(), SolveRequests.of(spec, sessionId));
    Future<?> looks = watchFor(session, status);
    when(solve.answer(), () -> ending.complete(Ending.ANSWERED));
    when(status.refused(), () -> ending.complete(Ending.CONSUMER_FAILED));
    when(session.ended(), this::sessionEnded);
    try {
      return finish(ending.get(), solve, status, session);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SolveEndings.cancelled();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is never exceptional", e);
    } finally {
      looks.cancel(false);
      solve.cancel();
      status.close();
    }
  }

  private SolveResult finish(Ending how, SolveCall solve, StatusStream status, OpenSession session)
      throws InterruptedException {
    return switch (how) {
      case ANSWERED -> endings.answered(solve, status, session);
      case CONSUMER_FAILED -> throw status.refused().join();
      case SILENT -> throw endings.silent();
      case SESSION_LOST -> {
        bidFarewell(solve, status);
        throw SolveEndings.sessionLost();
      }
      case CANCELLED -> {
        bidFarewell(solve, status);
        throw SolveEndings.cancelled();
      }
    };
  }

  /** Cancels, and passes on how the engine ends its work. */
  private void bidFarewell(SolveCall solve, StatusStream status) throws InterruptedException {
    solve.cancel();
    status.endsWithin(limits.farewell());
  }

  private static void when(CompletableFuture<?> event, Runnable action) {
    CompletableFuture<?> unused = event.whenComplete((value, failure) -> action.run());
  }

  private void sessionEnded() {
    if (!ending.isDone()) {
      Future<?> unused =
          watch.schedule(
              () -> ending.complete(Ending.SESSION_LOST), SECOND_OPINION_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * Looks now and then whether the engine gave a sign of life. Looks are counted instead of time: a
   * computer that slept is not an engine that died.
   */
  private Future<?> watchFor(OpenSession session, StatusStream status) {
    long pause = Math.max(1, limits.silence().toMillis() / LOOKS);
    return watch.scheduleWithFixedDelay(
        new Look(session, status), pause, pause, TimeUnit.MILLISECONDS);
  }

  private final class Look implements Runnable {

    private final OpenSession session;
    private final StatusStream status;
    private long seen = -1;
    private int inVain;

    Look(OpenSession session, StatusStream status) {
      this.session = session;
      this.status = status;
    }

    @Override
    public void run() {
      long now = session.signsOfLife() + status.messages();
      inVain = now == seen ? inVain + 1 : 0;
      seen = now;
      if (inVain >= LOOKS) {
        ending.complete(Ending.SILENT);
      }
    }
  }
}
