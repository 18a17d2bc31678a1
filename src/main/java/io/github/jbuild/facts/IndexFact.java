package io.github.jbuild.facts;

import java.util.List;

/**
 * A package index.
 *
 * @param url how its addresses begin
 * @param alive whether it answers today
 * @param sm compute capabilities that its wheels have code for; empty when they differ
 * @param python tags of the wheels that it has; empty when unknown
 * @param why what there is to know
 * @param source where the row is from
 */
public record IndexFact(
    String url,
    boolean alive,
    List<String> sm,
    List<String> python,
    String why,
    Confidence confidence,
    String source)
    implements Fact {
  public IndexFact {
    sm = List.copyOf(sm);
    python = List.copyOf(python);
  }
}
