package io.github.jbuild.engine.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Sha256;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.engine.auth.DockerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Docker's contexts, laid out as in github.com/docker/cli, {@code cli/context/store}: {@code
 * contexts/meta/ID/meta.json} and {@code contexts/tls/ID/docker/*.pem}, where ID is the SHA-256 of
 * the name.
 *
 * @param config docker's configuration folder
 */
record DockerContexts(DockerConfig config) {

  /**
   * The engine of a context.
   *
   * @throws JbuildException {@code ENVIRONMENT} if there is no such context
   */
  EngineEndpoint endpoint(String name, String chosenBy) {
    String id = id(name).hex();
    JsonNode meta = DockerConfig.json(metaFolder().resolve(id).resolve("meta.json"));
    JsonNode docker = meta.path("Endpoints").path("docker");
    String host = docker.path("Host").asText();
    if (host.isEmpty()) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "there is no docker context \"" + name + "\" (" + chosenBy + ")")
          .hint(Suggestions.didYouMean(name, names()));
    }
    String source = "docker context \"" + name + '"';
    Path tls = config.folder().resolve("contexts/tls").resolve(id).resolve("docker");
    boolean verify = !docker.path("SkipTLSVerify").asBoolean(false);
    boolean encrypted = Files.isDirectory(tls) || !verify;
    return EngineEndpoint.parse(host, source, encrypted ? TlsFiles.in(tls, verify) : null);
  }

  /** The names of all contexts, in order. */
  List<String> names() {
    if (!Files.isDirectory(metaFolder())) {
      return List.of("default");
    }
    try (Stream<Path> folders = Files.list(metaFolder())) {
      Stream<String> stored =
          folders
              .map(folder -> DockerConfig.json(folder.resolve("meta.json")).path("Name").asText())
              .filter(name -> !name.isEmpty());
      return Stream.concat(Stream.of("default"), stored).sorted().toList();
    } catch (IOException e) {
      throw JbuildException.of(Kind.ENVIRONMENT, "cannot read " + metaFolder() + ": " + e).cause(e);
    }
  }

  private Path metaFolder() {
    return config.folder().resolve("contexts/meta");
  }

  static Digest id(String name) {
    return Sha256.of(name);
  }
}
