package io.github.jbuild.build;

import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A container engine, as far as building needs it. Every method throws {@link JbuildException} with
 * cause and remedy: {@code ENVIRONMENT} for the engine itself, {@code NETWORK} for registries,
 * {@code BUILD_FAILED} for a step.
 */
public interface ContainerEngine extends AutoCloseable {

  /** What the engine is; asked once, when the connection is made. */
  Info info();

  /**
   * Makes sure that the engine can run programs of {@code platform}, natively or by emulation, by
   * running one.
   *
   * @return whether it runs them natively or by emulation
   * @throws JbuildException {@code ENVIRONMENT} with the remedy if it cannot
   */
  Execution requireExecution(Platform platform);

  /** What builds there; determined when first requested. */
  BuilderInfo builder();

  /**
   * Builds an image and leaves it without a tag.
   *
   * @param listener receives what the builder reports, from one thread at a time
   * @throws JbuildException if the build failed; {@code USAGE} if the builder cannot do what the
   *     request asks; {@code CANCELLED} after {@link #cancel}
   */
  Built build(Request request, Listener listener);

  /** Stops a running {@link #build} in the engine, from another thread; returns at once. */
  void cancel();

  /** The image behind a reference or ID, if the engine has it. */
  Optional<Image> inspect(String reference);

  /** Points {@code tag} at an image; a tag of that name moves. */
  void tag(String imageId, ImageRef tag);

  /**
   * Sends an image to the registry that its tag names.
   *
   * @return the digest of its manifest there
   * @throws JbuildException {@code NETWORK} if the registry rejects it
   */
  Digest push(ImageRef tag, Listener listener);

  @Override
  void close();

  /**
   * What builds.
   *
   * @param name {@code BuildKit}, {@code classic builder} or {@code Buildah}
   * @param buildKit whether it knows what only BuildKit knows, such as {@code RUN --mount}
   * @param parallel whether several builds may run at the same time
   * @param reason how it is reached, and why this one, in one line
   */
  record BuilderInfo(String name, boolean buildKit, boolean parallel, String reason) {}

  /**
   * What a build made.
   *
   * @param imageIdOrNull the ID of the image in the engine, {@code sha256:…}; null when the result
   *     went elsewhere
   */
  record Built(@Nullable String imageIdOrNull) {}

  /** How programs of a platform run. */
  enum Execution {
    NATIVE,
    EMULATED
  }

  /**
   * What an engine is.
   *
   * @param name {@code Docker} or {@code Podman}
   * @param version its version, such as {@code 20.10.24}
   * @param apiVersion the API version in use, after negotiation
   * @param platform its own platform
   * @param endpoint where it was found, such as {@code unix:///var/run/docker.sock}
   * @param endpointSource why there, such as {@code DOCKER_HOST} or {@code docker context "orin"}
   */
  record Info(
      String name,
      String version,
      String apiVersion,
      Platform platform,
      String endpoint,
      String endpointSource) {}

  /**
   * An image.
   *
   * @param id image ID, {@code sha256:…}
   * @param bytes size of all layers unpacked
   * @param layers number of layers
   * @param repoDigests digests it is known by in registries, as {@code name@sha256:…}
   */
  record Image(
      String id,
      long bytes,
      int layers,
      Platform platform,
      List<String> repoTags,
      List<String> repoDigests,
      Map<String, String> labels) {
    public Image {
      repoTags = List.copyOf(repoTags);
      repoDigests = List.copyOf(repoDigests);
      labels = Ordered.copyOf(labels);
    }
  }

  /** The files of a build. What the profile does not name is not among them. */
  interface BuildFiles {

    /** The files of the context, folders before their content. */
    List<ContextEntry> entries();

    /** The Dockerfile. */
    byte[] dockerfile();

    /**
     * What distinguishes this context from others: the same from build to build, so that a builder
     * that keeps files need not be sent them again.
     */
    String key();

    /** Writes the context as a tar stream, the Dockerfile included; called once a build. */
    void writeTar(OutputStream out) throws IOException;
  }

  /**
   * What to build.
   *
   * @param name the profile's name
   * @param files context and Dockerfile
   * @param dockerfile path of the Dockerfile in the tar stream
   * @param settings what the user requests
   * @param registries registries that images may be pulled from, as {@link ImageRef#registry()}
   *     names them; the engine is given the credentials of these and no others
   */
  record Request(
      String name,
      BuildFiles files,
      String dockerfile,
      Platform platform,
      BuildSettings settings,
      Set<String> registries) {
    public Request {
      registries = Set.copyOf(registries);
    }
  }

  /** Receives what a builder reports while it works, from one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void on(BuildStatus status);
  }
}
