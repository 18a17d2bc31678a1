package io.github.jbuild.build;

import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.BuildStatus;
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

  /**
   * Builds an image and leaves it without a tag.
   *
   * @param listener receives what the builder tells, from one thread at a time
   * @return the image ID, {@code sha256:…}
   * @throws JbuildException if the build failed; {@code CANCELLED} after {@link #cancel}
   */
  String build(Request request, Listener listener);

  /** Stops a running {@link #build} in the engine, from another thread; returns at once. */
  void cancel();

  /** The image behind a reference or ID, if the engine has it. */
  Optional<Image> inspect(String reference);

  /** Points {@code tag} at an image; a tag of that name moves. */
  void tag(String imageId, ImageRef tag);

  @Override
  void close();

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

    /** Writes the context as a tar stream, the Dockerfile included; called once a build. */
    void writeTar(OutputStream out) throws IOException;
  }

  /**
   * What to build.
   *
   * @param name the profile's name
   * @param files context and Dockerfile
   * @param dockerfile path of the Dockerfile in the tar stream
   * @param settings what the user asks for
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

  /** Hears what a builder tells while it works, from one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void on(BuildStatus status);
  }
}
