package io.github.jbuild.engine.buildkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * The query of {@code POST /build?version=2} (Docker Engine API, "ImageBuild"). Credentials are not
 * sent along: BuildKit takes them from a session only.
 *
 * @param path path and query
 * @param id the build's name, by which it can be cancelled
 */
record TarRequest(String path, String id) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static TarRequest of(Request request) {
    BuildSettings settings = request.settings();
    String id = UUID.randomUUID().toString();
    StringBuilder query = new StringBuilder("/build?version=2&buildid=").append(id);
    add(query, "dockerfile", request.dockerfile());
    add(query, "platform", request.platform().toString());
    add(query, "target", settings.targetOrNull() == null ? "" : settings.targetOrNull());
    ObjectNode args = object(settings.buildArgs());
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
    return new TarRequest(query.toString(), id);
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
}
