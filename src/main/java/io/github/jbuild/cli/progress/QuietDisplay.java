package io.github.jbuild.cli.progress;

import io.github.jbuild.core.BuildEvent;
import java.io.PrintWriter;

/** Prints the ID of each finished image on standard output and nothing else. */
final class QuietDisplay implements Display {

  private final PrintWriter out;

  QuietDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void on(BuildEvent event) {
    if (event instanceof BuildEvent.ImageBuilt image) {
      out.println(image.id());
      out.flush();
    }
  }
}
