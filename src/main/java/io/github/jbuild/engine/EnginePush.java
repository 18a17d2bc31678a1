package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.model.PushResponseItem;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Transfer;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.builder.VertexName;
import io.github.jbuild.engine.failure.EngineFailures;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pushes one tag (Docker Engine API, "ImagePush"). Engines with images in a graph driver take an
 * exporter's {@code push=true} and do nothing; this is what works on all.
 */
final class EnginePush extends ResultCallback.Adapter<PushResponseItem> {

  private final ImageRef tag;
  private final Listener listener;
  private final InstantSource clock;
  private final Vertex vertex;
  private @Nullable String digest;
  private @Nullable String failure;

  EnginePush(ImageRef tag, Listener listener, InstantSource clock) {
    this.tag = tag.withDefaultTag();
    this.listener = listener;
    this.clock = clock;
    this.vertex = VertexName.of("pushing " + this.tag).began("push", List.of(), clock.instant());
  }

  /**
   * Pushes.
   *
   * @throws JbuildException {@code NETWORK} if the registry does not take the image
   */
  Digest run(DockerClient client, RegistryCredentials.Found credentials, EngineFailures failures) {
    listener.on(BuildStatus.of(vertex));
    PushImageCmd command = client.pushImageCmd(tag.name()).withTag(tag.tag().orElseThrow());
    credentials.auth().ifPresent(command::withAuthConfig);
    failures.guard(
        "push " + tag,
        () -> {
          try {
            return command.exec(this).awaitCompletion();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JbuildException.of(
                Kind.CANCELLED, "cancelled while " + tag + " was being pushed");
          }
        });
    String problem = failure != null ? failure : digest == null ? "no digest was reported" : "";
    listener.on(BuildStatus.of(VertexName.ended(vertex, false, clock.instant(), problem)));
    if (!problem.isEmpty()) {
      throw failures.push(tag, problem, credentials.description());
    }
    return Digest.parse(String.valueOf(digest));
  }

  @Override
  public void onNext(PushResponseItem item) {
    if (item.isErrorIndicated()) {
      failure =
          item.getErrorDetail() == null
              ? "the engine gives no reason"
              : String.valueOf(item.getErrorDetail().getMessage());
    } else if (item.getAux() != null && item.getAux().getDigest() != null) {
      digest = item.getAux().getDigest();
    } else if (item.getId() != null && item.getProgressDetail() != null) {
      progress(
          item.getId(), item.getProgressDetail().getCurrent(), item.getProgressDetail().getTotal());
    }
  }

  private void progress(String layer, @Nullable Long current, @Nullable Long total) {
    if (current != null) {
      Instant now = clock.instant();
      long all = total == null ? 0 : total;
      listener.on(
          BuildStatus.of(
              new Transfer(
                  vertex.digest(), layer, "", current, all, now, vertex.startedOrNull(), null)));
    }
  }
}
