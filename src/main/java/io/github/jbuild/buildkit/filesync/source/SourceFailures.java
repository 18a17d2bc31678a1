package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What can be wrong with a file that is to be sent. */
public final class SourceFailures {

  private SourceFailures() {}

  public static JbuildException unreadable(String file, IOException e) {
    String why =
        e instanceof AccessDeniedException
            ? "no permission to read "
            : e instanceof NoSuchFileException ? "disappeared while being sent: " : "cannot read ";
    return JbuildException.of(Kind.ENVIRONMENT, "files for the build: " + why + file)
        .hint("make it readable, or exclude it if the image does not need it")
        .cause(e);
  }

  public static JbuildException changed(String file, boolean grew) {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "files for the build: the file "
                + (grew ? "grew" : "shrank")
                + " while being sent: "
                + file)
        .hint("build again when nothing is writing to it, or exclude it");
  }
}
