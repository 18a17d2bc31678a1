package io.github.jbuild.engine;

import io.github.jbuild.buildkit.BuildKitClient;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.UpgradeRefused;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EnginePing;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how an engine builds, when it is first asked to: BuildKit over gRPC, BuildKit behind
 * {@code POST /build}, or the classic builder.
 */
final class BuilderSelector implements AutoCloseable {

  /** Makes each kind of builder. */
  interface Factory {

    /** BuildKit through a client; {@code standalone} when it is not the engine's own. */
    Builder buildKit(BuildKitClient client, boolean standalone, String reason);

    /** BuildKit where only plain HTTP comes through. */
    Builder tar(String reason);

    /** The classic builder, or Podman's. */
    Builder classic(String reason);
  }

  private final EngineChoice choice;
  private final EnginePing ping;
  private final Function<EngineChoice, Dialer> dialers;
  private final Factory factory;
  private final Object choosing = new Object();
  private volatile @Nullable Builder chosen;
  private volatile boolean cancelled;

  /**
   * @param dialers how BuildKit's endpoint is reached
   */
  BuilderSelector(
      EngineChoice choice,
      EnginePing ping,
      Function<EngineChoice, Dialer> dialers,
      Factory factory) {
    this.choice = choice;
    this.ping = ping;
    this.dialers = dialers;
    this.factory = factory;
  }

  /**
   * The builder.
   *
   * @throws JbuildException {@code ENVIRONMENT} if the requested one is not available
   */
  Builder chosen() {
    synchronized (choosing) {
      Builder builder = chosen;
      if (builder == null) {
        builder = choose();
        chosen = builder;
      }
      if (cancelled) {
        builder.cancel();
      }
      return builder;
    }
  }

  /** The classic builder, whatever was chosen. */
  Builder classic(String reason) {
    return factory.classic(reason);
  }

  private Builder choose() {
    if (choice.builderOrNull() != null) {
      return standalone(choice.builderOrNull());
    }
    if (choice.mode() == EngineChoice.Mode.CLASSIC) {
      return factory.classic("requested by --engine classic");
    }
    if (ping.podman()) {
      if (choice.mode() == EngineChoice.Mode.BUILDKIT) {
        throw JbuildException.of(
                Kind.ENVIRONMENT, "Podman has no BuildKit, but --engine requires it")
            .hint("remove --engine, or use a Docker engine, or a buildkitd with --builder");
      }
      return factory.classic("Podman has no BuildKit");
    }
    try {
      BuildKitClient client =
          BuildKitClient.connect(dialers.apply(choice), ping.apiVersionOrNull());
      return factory.buildKit(client, false, client.reason());
    } catch (UpgradeRefused e) {
      return factory.tar(e.getMessage() + "; using POST /build?version=2 instead");
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "the engine's BuildKit does not respond: " + e.getMessage())
          .hint("check that the engine is running and look at its log, or try --engine classic")
          .cause(e);
    }
  }

  private Builder standalone(String address) {
    try {
      BuildKitClient client = BuildKitClient.connect(dialers.apply(choice), null);
      return factory.buildKit(client, true, "--builder " + address + ", " + client.reason());
    } catch (IOException e) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "no BuildKit responds at " + address + ": " + e.getMessage())
          .hint("check that buildkitd listens there, and which certificates it requires")
          .cause(e);
    }
  }

  /** Stops what is being built, now or as soon as it begins. */
  void cancel() {
    cancelled = true;
    Builder running = chosen;
    if (running != null) {
      running.cancel();
    }
  }

  @Override
  public void close() {
    Builder open = chosen;
    if (open != null) {
      open.close();
    }
  }
}
