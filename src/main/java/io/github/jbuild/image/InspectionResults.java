package io.github.jbuild.image;

import java.util.List;

/** Several things seen in one file; {@link FileEntry.Content#seen} finds each by its type. */
public record InspectionResults(List<Object> things) {

  public InspectionResults {
    things = List.copyOf(things);
  }
}
