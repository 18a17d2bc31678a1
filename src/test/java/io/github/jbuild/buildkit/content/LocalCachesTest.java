package io.github.jbuild.buildkit.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.buildkit.Cache;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCachesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;
  private final List<String> warnings = new ArrayList<>();

  private static Cache local(Object... attributes) {
    Map<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i].toString(), attributes[i + 1].toString());
    }
    return new Cache("local", map);
  }

  private LocalCaches caches(List<Cache> from, List<Cache> to) {
    return new LocalCaches(from, to, warnings::add);
  }

  private static String store(LocalCaches caches, String text) throws IOException {
    String digest = ContentServiceTest.digest(text.getBytes(UTF_8));
    String name = "local:" + caches.to().get(0).attributes().get("dest");
    try (EngineContent engine = new EngineContent(caches.service().orElseThrow(), name)) {
      engine.store(digest, text.getBytes(UTF_8));
    }
    return digest;
  }

  private static String descriptor(String digest, int size) {
    return "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(digest, size);
  }

  /** Writes a cache of one layer, as an engine does; returns the digest of its manifest. */
  private String write(Path folder, String tag, String layer) throws IOException {
    try (LocalCaches caches = caches(List.of(), List.of(local("dest", folder, "tag", tag)))) {
      String blob = store(caches, layer);
      String manifest =
          "{\"schemaVersion\":2,\"layers\":[%s]}".formatted(descriptor(blob, layer.length()));
      String digest = store(caches, manifest);
      caches.finish(
          new SolveResult(Map.of("cache.manifest", descriptor(digest, manifest.length()))));
      return digest;
    }
  }

  private JsonNode index(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("index.json").toFile());
  }

  @Test
  void what_was_written_can_be_read() throws IOException {
    Path folder = root.resolve("made/cache");
    String digest = write(folder, "latest", "layer");
    assertThat(folder.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    try (LocalCaches caches = caches(List.of(local("src", folder)), List.of())) {
      assertThat(caches.from()).containsExactly(local("src", folder, "digest", digest));
      try (EngineContent engine =
          new EngineContent(caches.service().orElseThrow(), "local:" + folder)) {
        assertThat(engine.size(digest)).isPositive();
      }
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void keeps_a_manifest_for_each_tag() throws IOException {
    String first = write(root, "main", "one");
    String second = write(root, "branch", "two");
    String third = write(root, "main", "three");
    assertThat(index(root).path("manifests").findValuesAsText("digest"))
        .containsExactly(second, third)
        .doesNotContain(first);
    try (LocalCaches caches = caches(List.of(local("src", root, "tag", "branch")), List.of())) {
      assertThat(caches.from().get(0).attributes()).containsEntry("digest", second);
    }
    try (LocalCaches caches = caches(List.of(local("src", root, "digest", first)), List.of())) {
      assertThat(caches.from().get(0).attributes()).containsEntry("digest", first);
    }
  }

  @Test
  void keeps_what_others_wrote_into_the_index() throws IOException {
    Files.writeString(
        root.resolve("index.json"),
        """
        {"schemaVersion":2,"annotations":{"a":"b"},"manifests":[
          {"digest":"sha256:x","annotations":{"io.containerd.image.name":"i","org.opencontainers.image.ref.name":"latest"}},
          {"digest":"sha256:y"}]}""");
    String digest = write(root, "latest", "layer");
    assertThat(index(root).path("annotations").path("a").asText()).isEqualTo("b");
    assertThat(index(root).path("manifests").findValuesAsText("digest"))
        .containsExactly("sha256:x", "sha256:y", digest);
  }

  @Test
  void reads_and_writes_one_folder() throws IOException {
    String digest = write(root, "latest", "layer");
    try (LocalCaches caches = caches(List.of(local("src", root)), List.of(local("dest", root)))) {
      assertThat(caches.from().get(0).attributes()).containsEntry("digest", digest);
      assertThat(store(caches, "more")).startsWith("sha256:");
    }
  }

  @Test
  void leaves_out_what_is_not_there_with_a_warning() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    Path cache = root.resolve("cache");
    String digest = write(cache, "latest", "layer");
    String absent = digest.substring(0, digest.length() - 4) + "0000";
    Cache registry = new Cache("registry", Map.of("ref", "r/i"));
    LocalCaches caches =
        caches(
            List.of(
                local("src", root.resolve("missing")),
                local("src", empty),
                local("src", cache, "tag", "other"),
                local("src", cache, "digest", absent),
                registry),
            List.of());
    assertThat(caches.from()).containsExactly(registry);
    assertThat(caches.service()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "the cache in " + root.resolve("missing") + " is ignored: no such directory",
            "the cache in " + empty + " is ignored: its index has no tag \"latest\"",
            "the cache in " + cache + " is ignored: its index has no tag \"other\"",
            "the cache in " + cache + " is ignored: it does not have " + absent);
    assertThat(root.resolve("missing")).doesNotExist();
  }

  private void assertDamaged(String why) {
    assertThatThrownBy(() -> caches(List.of(local("src", root)), List.of()))
        .isInstanceOfSatisfying(
            JbuildException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISMATCH))
        .hasMessageContaining("the cache in " + root + " is damaged: ")
        .hasMessageContaining(why);
  }

  private Path blob(String digest) {
    return root.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
  }

  @Test
  void says_what_is_damaged() throws IOException {
    String digest = write(root, "latest", "layer");
    String layer = ContentServiceTest.digest("layer".getBytes(UTF_8));
    Files.writeString(blob(layer), "lay");
    assertDamaged("the blob " + layer + " has 3 bytes instead of 5");
    Files.delete(blob(layer));
    assertDamaged("the blob " + layer + " is missing");
    Files.writeString(blob(digest), "{}");
    assertDamaged("the blob " + digest + " has different content");
    Files.writeString(root.resolve("index.json"), "{\"manifests\": [");
    assertDamaged("index.json is not valid JSON");
    Files.writeString(root.resolve("index.json"), "[]");
    assertDamaged("index.json is not a JSON object");
    Files.writeString(
        root.resolve("index.json"),
        "{\"manifests\":[{\"digest\":\"sha256:../x\",\"annotations\":{\"org.opencontainers.image.ref.name\":\"latest\"}}]}");
    assertDamaged("index.json names the digest \"sha256:../x\"");
  }

  @Test
  void refuses_a_digest_that_is_none() {
    assertThatThrownBy(
            () -> caches(List.of(local("src", root, "digest", "sha256:../x")), List.of()))
        .isInstanceOfSatisfying(
            JbuildException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE));
  }

  @Test
  void says_when_a_folder_cannot_be_made() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> caches(List.of(), List.of(local("dest", file))))
        .isInstanceOfSatisfying(
            JbuildException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ENVIRONMENT))
        .hasMessageContaining("the cache in " + file);
  }

  @Test
  void enters_no_manifest_of_another_cache() throws IOException {
    String digest = write(root, "latest", "layer");
    LocalCaches caches = caches(List.of(), List.of(local("dest", root)));
    String other = ContentServiceTest.digest("elsewhere".getBytes(UTF_8));
    caches.finish(new SolveResult(Map.of("cache.manifest", descriptor(other, 9))));
    assertThat(index(root).path("manifests").findValuesAsText("digest")).containsExactly(digest);
    assertThat(warnings).singleElement().asString().contains("keeps its previous entry");
  }

  @Test
  void gives_folders_names_that_headers_can_have() throws IOException {
    Path folder = root.resolve("grün und rot");
    String digest = write(folder, "latest", "layer");
    try (LocalCaches caches = caches(List.of(local("src", folder)), List.of())) {
      assertThat(caches.from().get(0).attributes())
          .containsEntry("digest", digest)
          .containsEntry("src", root + "/gr%C3%BCn%20und%20rot");
    }
  }
}
