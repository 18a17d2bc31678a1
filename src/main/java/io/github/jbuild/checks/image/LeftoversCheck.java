package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.image.FileEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No caches and package lists are left behind. */
final class LeftoversCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB208",
          "leftovers",
          "no caches and package lists are left behind",
          "They are useless in a finished image: hundreds of megabytes of pip's cache, lists of"
              + " packages that will be outdated tomorrow.");

  /** A place where builds leave things, and what is said about it. */
  private record Place(String prefix, String suffix, String what) {

    boolean holds(String path) {
      return path.startsWith(prefix) && path.endsWith(suffix);
    }
  }

  private static final String WHEEL = ".whl";

  private static final List<Place> PLACES =
      List.of(
          new Place("/var/lib/apt/lists/", "", "apt package lists"),
          new Place("/var/cache/apt/archives/", ".deb", "Debian packages downloaded by apt"),
          new Place("/var/cache/apt/", ".bin", "apt caches"),
          new Place("/root/.npm/", "", "npm's cache"),
          new Place("/root/.ccache/", "", "ccache's cache"),
          new Place("/opt/conda/pkgs/", "", "packages downloaded by conda"),
          new Place("/tmp/", "", "temporary files"),
          new Place("/var/tmp/", "", "temporary files"),
          new Place("/", WHEEL, "wheels"));

  /**
   * Caches of tools in any user's home; everything else in ~/.cache may be models that are wanted.
   */
  private static final Pattern CACHE =
      Pattern.compile(
          "/(?:root|home/[^/]+)/\\.cache/"
              + "(pip|uv|pypoetry|pipenv|yarn|npm|node-gyp|go-build|ccache|bazel|conda)/.*");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Map<String, long[]> found = new LinkedHashMap<>();
    Map<String, String> first = new LinkedHashMap<>();
    image
        .files()
        .forEach(
            file ->
                place(image, file)
                    .ifPresent(
                        what -> {
                          long[] sum = found.computeIfAbsent(what, w -> new long[2]);
                          sum[0]++;
                          sum[1] += file.size();
                          first.merge(what, file.path(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                        }));
    Verdict verdict = new Verdict(RULE);
    found.forEach(
        (what, sum) ->
            verdict.warning(
                what
                    + " are left behind: "
                    + Count.of(sum[0], "file")
                    + ", "
                    + ByteSize.format(sum[1]),
                first.get(what),
                "remove them in the step that creates them, or keep them in a cache mount"));
    return verdict.result(
        found.isEmpty()
            ? "none in the usual places"
            : "left behind: " + String.join(", ", found.keySet()));
  }

  private static Optional<String> place(ImageContext image, FileEntry file) {
    if (file.size() == 0 || file.name().equals("lock")) {
      return Optional.empty();
    }
    String path = file.path();
    for (Place place : PLACES) {
      if (place.holds(path)) {
        return place.suffix().equals(WHEEL) && isPartOfSomething(image, file)
            ? Optional.empty()
            : Optional.of(place.what());
      }
    }
    Matcher cache = CACHE.matcher(path);
    return path.contains("/.cache/") && cache.matches()
        ? Optional.of("caches of " + cache.group(1))
        : Optional.empty();
  }

  /** ensurepip carries pip's own wheel, virtualenv those that it installs. */
  private static boolean isPartOfSomething(ImageContext image, FileEntry wheel) {
    return wheel.folder().endsWith("/ensurepip/_bundled") || image.packaged(wheel);
  }
}
