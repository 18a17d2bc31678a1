package io.github.jbuild.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.model.AuthConfig;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.core.BuildStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The query and the credentials of {@code POST /build?version=2} (Docker Engine API, "ImageBuild").
 *
 * @param path path and query
 * @param id the build's name, by which it can be cancelled
 * @param registryConfig the header {@code X-Registry-Config}
 */
record TarRequest(String path, String id, String registryConfig) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static TarRequest of(Request request, RegistryCredentials credentials, Listener listener) {
    BuildSettings settings = request.settings();
    String id = UUID.randomUUID().toString();
    StringBuilder query = new StringBuilder("/build?version=2&buildid=").append(id);
    add(query, "dockerfile", request.dockerfile());
    add(query, "platform", request.platform().toString());
    add(query, "target", settings.targetOrNull() == null ? "" : settings.targetOrNull());
    ObjectNode args = JSON.createObjectNode();
    settings.buildArgs().forEach(args::put);
    Long epoch = settings.sourceDateEpochOrNull();
    if (epoch != null) {
      args.put("SOURCE_DATE_EPOCH", epoch.toString());
    }
    if (settings.caching().to().stream().anyMatch(cache -> cache.type().equals("inline"))) {
      args.put("BUILDKIT_INLINE_CACHE", "1");
    }
    add(query, "buildargs", args.isEmpty() ? "" : args.toString());
    add(query, "labels", settings.labels().isEmpty() ? "" : object(settings.labels()).toString());
    add(query, "nocache", settings.caching().none() ? "1" : "");
    add(query, "pull", settings.pull() ? "1" : "");
    String network = settings.steps().networkOrNull();
    add(query, "networkmode", network == null ? "" : network);
    add(query, "shmsize", settings.steps().shmBytes() == 0 ? "" : "" + settings.steps().shmBytes());
    settings
        .steps()
        .hosts()
        .forEach((name, address) -> add(query, "extrahosts", name + ":" + address));
    ArrayNode caches = JSON.createArrayNode();
    for (CacheEntry cache : settings.caching().from()) {
      caches.add(cache.attribute("ref"));
    }
    add(query, "cachefrom", caches.isEmpty() ? "" : caches.toString());
    return new TarRequest(query.toString(), id, config(request, credentials, listener));
  }

  private static String config(
      Request request, RegistryCredentials credentials, Listener listener) {
    ObjectNode config = JSON.createObjectNode();
    for (String registry : new TreeSet<>(request.registries())) {
      RegistryCredentials.Found found = credentials.find(registry);
      found
          .warning()
          .ifPresent(
              text ->
                  listener.on(
                      BuildStatus.of(new BuildStatus.Warning("", 1, text, List.of(), "", "", 0))));
      found.auth().ifPresent(auth -> config.set(RegistryCredentials.key(registry), json(auth)));
    }
    byte[] text = config.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  private static ObjectNode json(AuthConfig auth) {
    ObjectNode json = JSON.createObjectNode();
    if (auth.getIdentitytoken() != null) {
      return json.put("identitytoken", auth.getIdentitytoken());
    }
    return json.put("username", auth.getUsername()).put("password", auth.getPassword());
  }

  private static ObjectNode object(Map<String, String> values) {
    ObjectNode node = JSON.createObjectNode();
    values.forEach(node::put);
    return node;
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query
          .append('&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  @Override
  public String toString() {
    return "TarRequest[" + path + "]";
  }
}
