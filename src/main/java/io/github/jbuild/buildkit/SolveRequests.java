package io.github.jbuild.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.buildkit.proto.control.CacheOptions;
import io.github.jbuild.buildkit.proto.control.CacheOptionsEntry;
import io.github.jbuild.buildkit.proto.control.SolveRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a build down as BuildKit of any age reads it. */
final class SolveRequests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SolveRequests() {}

  static SolveRequest of(SolveSpec spec, String session) {
    SolveRequest.Builder request =
        SolveRequest.newBuilder()
            .setRef(spec.ref())
            .setSession(session)
            .setFrontend(spec.frontend())
            .putAllFrontendAttrs(spec.attributes())
            .addAllEntitlements(spec.entitlements())
            .setCache(
                CacheOptions.newBuilder()
                    .addAllImports(entries(spec.cacheImports()))
                    .addAllExports(entries(spec.cacheExports())));
    if (!spec.cacheImports().isEmpty()) {
      // The frontend imports, and does not see the field.
      request.putFrontendAttrs("cache-imports", json(spec.cacheImports()));
    }
    for (Exporter exporter : spec.exporters()) {
      request.addExporters(
          io.github.jbuild.buildkit.proto.control.Exporter.newBuilder()
              .setType(exporter.type())
              .putAllAttrs(exporter.attributes()));
    }
    if (!spec.exporters().isEmpty()) {
      // BuildKit before 0.13 reads these; later ones prefer the list.
      request
          .setExporterDeprecated(spec.exporters().get(0).type())
          .putAllExporterAttrsDeprecated(spec.exporters().get(0).attributes());
    }
    return request.build();
  }

  private static List<CacheOptionsEntry> entries(List<Cache> caches) {
    return caches.stream()
        .map(
            cache ->
                CacheOptionsEntry.newBuilder()
                    .setType(cache.type())
                    .putAllAttrs(cache.attributes())
                    .build())
        .toList();
  }

  /** The names are those of the fields in Go, which reads it. */
  private static String json(List<Cache> caches) {
    try {
      return JSON.writeValueAsString(
          caches.stream()
              .map(
                  cache ->
                      new TreeMap<>(
                          Map.of("Type", cache.type(), "Attrs", new TreeMap<>(cache.attributes()))))
              .toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text are always JSON", e);
    }
  }
}
