package io.github.jbuild.image;

import java.util.List;

/** Several things seen in one file; {@link FileEntry.Content#seen} finds each by its type. */
public record Several(List<Object> things) {

  public Several {
    things = List.copyOf(things);
  }
}
