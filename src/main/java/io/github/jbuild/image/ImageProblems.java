package io.github.jbuild.image;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.List;

/** What can be wrong with an image that is read, in words. */
final class ImageProblems {

  private ImageProblems() {}

  static JbuildException malformed(String name, MalformedImage problem) {
    return JbuildException.of(Kind.INVALID_INPUT, name + " is no image: " + problem.getMessage())
        .hint("an image is read from an engine, from what docker save wrote, or from an OCI layout")
        .cause(problem);
  }

  static JbuildException choose(String name, List<String> tags) {
    return JbuildException.of(
            Kind.USAGE, tags.isEmpty() ? name + " holds no image" : name + " holds several images")
        .hint(
            tags.isEmpty()
                ? "docker save IMAGE -o FILE writes one"
                : "name one of them: " + String.join(", ", tags));
  }
}
