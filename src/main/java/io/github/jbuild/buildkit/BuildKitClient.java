package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.proto.control.ListWorkersRequest;
import io.github.jbuild.buildkit.proto.control.Platform;
import io.github.jbuild.buildkit.proto.control.WorkerRecord;
import io.github.jbuild.buildkit.session.OpenSession;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.ConnectionNegotiator;
import io.github.jbuild.buildkit.transport.Control;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds with BuildKit, which Docker's engine has inside and which runs alone as buildkitd. May be
 * used by several threads. Opens no port and starts no program; its threads are daemons.
 */
public final class BuildKitClient implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final Connection connection;
  private final Limits limits;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("buildkit-watch"));
  private final Set<SolveRun> running = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  /**
   * A client on a connection that becomes its own.
   *
   * @param limits how long to wait for the engine
   */
  public BuildKitClient(Connection connection, Limits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /**
   * Connects, and determines how.
   *
   * @param dialer opens connections to the engine's or buildkitd's endpoint
   * @param apiVersionOrNull the API version of Docker's engine; null for an endpoint that does not
   *     report one, such as buildkitd
   * @throws io.github.jbuild.buildkit.transport.UpgradeRefused if there is an HTTP server without
   *     BuildKit: other ways to build may be open there
   * @throws IOException if nothing responds, or not as BuildKit does
   */
  public static BuildKitClient connect(Dialer dialer, @Nullable String apiVersionOrNull)
      throws IOException {
    return new BuildKitClient(
        ConnectionNegotiator.choose(dialer, apiVersionOrNull), Limits.DEFAULT);
  }

  /** How BuildKit is reached. */
  public ConnectionMode mode() {
    return connection.mode();
  }

  /** Why it is reached this way, in one line for display. */
  public String reason() {
    return connection.reason();
  }

  /**
   * What builds there.
   *
   * @throws JbuildException of kind {@code ENVIRONMENT} if the engine does not say
   */
  public List<Worker> workers() {
    try {
      return ClientCalls.blockingUnaryCall(
              connection.channel(),
              Control.LIST_WORKERS,
              CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
              ListWorkersRequest.getDefaultInstance())
          .getRecordList()
          .stream()
          .map(BuildKitClient::worker)
          .toList();
    } catch (StatusRuntimeException e) {
      throw JbuildException.of(Kind.ENVIRONMENT, "BuildKit does not respond")
          .hint("check that the engine is running, and look at its log")
          .details(List.of(String.valueOf(e.getStatus())))
          .cause(e);
    }
  }

  /**
   * Builds, and returns when all is built and exported. The session is opened for this build and
   * closed after it.
   *
   * @param consumer is called with each event, by another thread, one after the other; what it
   *     throws ends the build
   * @throws SolveFailure if BuildKit says that the build failed
   * @throws JbuildException of kind {@code CANCELLED} after {@link #cancel} or an interrupt, and
   *     {@code ENVIRONMENT} if the engine or the session is lost or silent; the build is then
   *     cancelled
   */
  public SolveResult solve(SolveSpec spec, Session session, Consumer<BuildStatus> consumer) {
    SolveRun run = new SolveRun(connection, limits, watch);
    running.add(run);
    try {
      if (cancelled) {
        run.cancel();
      }
      try (OpenSession open = session.open(connection)) {
        return run.run(spec, session.id(), open, consumer);
      } catch (IOException e) {
        throw JbuildException.of(Kind.ENVIRONMENT, "the engine does not open a session")
            .hint("check that the engine is running, and look at its log")
            .details(List.of(String.valueOf(e.getMessage())))
            .cause(e);
      }
    } finally {
      running.remove(run);
    }
  }

  /** Cancels what is built, and everything that would be after it. Returns at once. */
  public void cancel() {
    cancelled = true;
    running.forEach(SolveRun::cancel);
  }

  @Override
  public void close() {
    cancel();
    connection.close();
    watch.shutdownNow();
  }

  private static Worker worker(WorkerRecord record) {
    return new Worker(
        record.getId(),
        record.getLabelsMap(),
        record.getPlatformsList().stream().map(BuildKitClient::platform).toList(),
        record.getBuildkitVersion().getVersion());
  }

  private static String platform(Platform platform) {
    String name = platform.getOs() + "/" + platform.getArchitecture();
    return platform.getVariant().isEmpty() ? name : name + "/" + platform.getVariant();
  }
}
