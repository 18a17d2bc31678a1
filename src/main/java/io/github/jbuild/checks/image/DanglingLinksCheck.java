package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.FileEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Links with a library's SONAME lead to a library. */
final class DanglingLinksCheck implements ImageCheck {

  /** A name with a version, as SONAMEs have: libx.so.1, not a manual's ld.so.8.gz. */
  private static final Pattern NAME = Pattern.compile("[^/]+\\.so(\\.[0-9]+)+");

  /** Folders that NVIDIA's container runtime mounts (drivers.csv of L4T r36, l4t.csv of r35). */
  private static final Pattern HOST_FOLDER =
      Pattern.compile("(.*/)?(tegra|tegra-egl|nvidia)/[^/]+");

  private static final Rule RULE =
      new Rule(
          "JB211",
          "library-links",
          "symlinks of shared libraries lead to a library",
          "A symlink whose library was not copied, or has another version, is found by name and"
              + " then fails to open.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<FileEntry> links = new ArrayList<>();
    image
        .files()
        .forEach(
            file -> {
              if (file.isSymlink() && NAME.matcher(file.name()).matches()) {
                links.add(file);
              }
            });
    links.sort(Comparator.comparing(FileEntry::path));
    Verdict verdict = new Verdict(RULE);
    for (FileEntry link : links) {
      if (image.files().resolve(link.path()).isEmpty() && !fromHost(link, expected)) {
        verdict.error(
            "the symlink points to " + link.target().orElse("") + ", which is not in the image",
            link.path(),
            "copy the library too, or remove the symlink and run ldconfig");
      }
    }
    return verdict.result(Count.of(links.size(), "link"));
  }

  private static boolean fromHost(FileEntry link, Expectations expected) {
    String target = link.target().orElse("");
    return expected.facts().loader().injected(link.name())
        || expected.facts().loader().injected(Startup.baseName(target))
        || (link.folder().startsWith("/usr/lib/aarch64-linux-gnu")
            && HOST_FOLDER.matcher(target).matches());
  }
}
