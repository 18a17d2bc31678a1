package io.github.jbuild.image.archive;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.image.MalformedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be wrong with an image that is read, in words. */
final class ImageProblems {

  private static final int MOST_NAMES = 20;

  private ImageProblems() {}

  static JbuildException malformed(String name, MalformedImage problem) {
    boolean mismatch = problem.kind() == Kind.MISMATCH;
    return JbuildException.of(
            problem.kind(),
            name + (mismatch ? " is damaged: " : " is not an image: ") + problem.getMessage())
        .hint(
            mismatch
                ? "it was changed or truncated: save or copy it again"
                : "an image is read from an engine, an archive of docker save, or an OCI"
                    + " layout")
        .cause(problem);
  }

  /** There is no image, or several, or none with the requested name. */
  static JbuildException choose(String name, List<String> tags, @Nullable String wanted) {
    String holds =
        wanted == null
            ? tags.isEmpty() ? " contains no image" : " contains several images"
            : " contains no image " + MalformedImage.shown(wanted);
    String names =
        tags.stream()
            .filter(tag -> !tag.isEmpty())
            .limit(MOST_NAMES)
            .map(MalformedImage::shown)
            .collect(Collectors.joining(", "));
    return JbuildException.of(Kind.USAGE, name + holds)
        .hint(
            names.isEmpty()
                ? "docker save IMAGE -o FILE writes one image"
                : "choose one of them: " + names + (tags.size() > MOST_NAMES ? ", ..." : ""));
  }
}
