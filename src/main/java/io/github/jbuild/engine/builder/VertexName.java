package io.github.jbuild.engine.builder;

import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * The name of a vertex that a builder without vertexes would have.
 *
 * @param text as BuildKit would show it
 */
public record VertexName(String text) {

  public static VertexName of(String text) {
    return new VertexName(text);
  }

  /**
   * The vertex, which begins.
   *
   * @param run what no other run has
   */
  public Vertex began(String run, List<String> inputs, Instant now) {
    return new Vertex(digest(run).toString(), inputs, text, false, now, null, "");
  }

  /** A vertex that ends; {@code error} is empty if it ends well. */
  public static Vertex ended(Vertex begun, boolean cached, Instant now, String error) {
    return new Vertex(
        begun.digest(), begun.inputs(), begun.name(), cached, begun.startedOrNull(), now, error);
  }

  private Digest digest(String run) {
    return Sha256.of(run + "\n" + text);
  }
}
