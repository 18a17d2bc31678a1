package io.github.jbuild.engine.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.RootFS;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.build.ContainerEngine.Image;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.image.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The images of an engine (Docker Engine API, "ImageInspect" and "ImageGet"). */
public final class EngineImages implements ImageStore {

  /** What the engine takes for the beginning of an image ID. */
  private static final Pattern SHORT_ID = Pattern.compile("(?:sha256:)?[0-9a-f]{1,64}");

  /** Names that engines give and take, and IDs ({@code RestrictedNamePattern} of moby). */
  private static final Pattern CONTAINER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  private static final int MAX_ANSWER = 4096;

  private final DockerClient client;
  private final DockerHttpClient http;
  private final ApiVersion version;
  private final EngineFailures failures;

  public EngineImages(
      DockerClient client, DockerHttpClient http, ApiVersion version, EngineFailures failures) {
    this.client = client;
    this.http = http;
    this.version = version;
    this.failures = failures;
  }

  @Override
  public Optional<Stored> find(String reference) {
    if (!SHORT_ID.matcher(reference).matches()) {
      requireReference(reference);
    }
    return inspect(reference).map(image -> new Stored(image.id(), image.bytes()));
  }

  /** The image behind a reference or ID, if the engine has it. */
  public Optional<Image> inspect(String reference) {
    return failures.guard(
        "inspect " + reference,
        () -> {
          try {
            return Optional.of(image(client.inspectImageCmd(reference).exec()));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>The request goes past docker-java's command, whose stream reads the rest of the image when
   * it is closed early.
   */
  @Override
  public InputStream save(String id) {
    return stream("save the image", id, "/images/" + imageId(id) + "/get");
  }

  @Override
  public Optional<Container> findContainer(String name) {
    if (!CONTAINER.matcher(name).matches()) {
      throw JbuildException.of(Kind.USAGE, "\"" + name + "\" is not a valid container name")
          .hint("docker ps --all lists them");
    }
    return failures.guard(
        "inspect the container " + name,
        () -> {
          try {
            InspectContainerResponse found = client.inspectContainerCmd(name).exec();
            Platform platform =
                inspect(String.valueOf(found.getImageId()))
                    .map(Image::platform)
                    .orElse(new Platform(String.valueOf(found.getPlatform()), "unknown"));
            return Optional.of(
                new Container(
                    String.valueOf(found.getId()), ContainerSettings.of(found, platform)));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public InputStream export(String id) {
    return stream("export the container", id, "/containers/" + new Digest(id).hex() + "/export");
  }

  private InputStream stream(String what, String id, String path) {
    DockerHttpClient.Request request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.GET)
            .path("/v" + version + path)
            .build();
    return failures.guard(
        what + " " + id,
        () -> {
          DockerHttpClient.Response response = http.execute(request);
          if (response.getStatusCode() == 200) {
            return new SavedImage(response, e -> failures.lostWhileReading(id, e));
          }
          try (response) {
            throw refused(id, response);
          }
        });
  }

  private RuntimeException refused(String id, DockerHttpClient.Response response) {
    try {
      String body = new String(response.getBody().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
      DockerException answer = new DockerException(body, response.getStatusCode());
      return response.getStatusCode() == 404 ? failures.imageGone(id, answer) : answer;
    } catch (IOException e) {
      return failures.lostWhileReading(id, e);
    }
  }

  private static Digest imageId(String id) {
    try {
      return Digest.parse(id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an image ID: " + id, e);
    }
  }

  /**
   * Anything that is not a reference would become another request, or an error without a remedy.
   */
  private static void requireReference(String reference) {
    try {
      ImageRef unused = ImageRef.parse(reference);
    } catch (IllegalArgumentException e) {
      throw JbuildException.of(Kind.USAGE, String.valueOf(e.getMessage()))
          .hint("an image is named by REPOSITORY:TAG or by its ID")
          .cause(e);
    }
  }

  private static Image image(InspectImageResponse found) {
    RootFS files = found.getRootFS();
    List<String> layers = files == null ? null : files.getLayers();
    Map<String, String> labels = found.getConfig() == null ? null : found.getConfig().getLabels();
    Long size = found.getSize();
    return new Image(
        String.valueOf(found.getId()),
        size == null ? 0 : size,
        layers == null ? 0 : layers.size(),
        new Platform(String.valueOf(found.getOs()), String.valueOf(found.getArch())),
        found.getRepoTags() == null ? List.of() : found.getRepoTags(),
        found.getRepoDigests() == null ? List.of() : found.getRepoDigests(),
        labels == null ? Map.of() : labels);
  }
}
