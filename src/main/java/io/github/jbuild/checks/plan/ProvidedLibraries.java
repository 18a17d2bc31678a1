package io.github.jbuild.checks.plan;

import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which shared libraries the runtime stage will have, as far as a plan shows. */
final class ProvidedLibraries {

  private final PlanContext plan;

  /** Globs of files that are copied into the image. */
  private final List<String> copied = new ArrayList<>();

  /** The known sets that the profile requests; its own sets list their files. */
  private final List<LibrarySet> sets;

  ProvidedLibraries(PlanContext plan) {
    this.plan = plan;
    Profile profile = plan.profile();
    this.sets =
        plan.facts().facts().libraries().stream()
            .filter(set -> isKnown(profile.libraries().get(set.name())))
            .toList();
    profile.libraries().values().forEach(library -> copied.addAll(library.files()));
    if (profile.donorOrNull() != null) {
      profile.donorOrNull().copy().forEach(copy -> copied.addAll(copy.from()));
    }
    profile.sources().values().forEach(source -> copied.addAll(source.install()));
  }

  /** Whether the loader will find a library, or the host provides it. */
  boolean has(String soname) {
    return plan.facts().loader().injected(soname)
        || plan.facts().loader().optional(soname).isPresent()
        || plan.family().brings().contains(soname)
        || isOfBase(soname)
        || sets.stream().anyMatch(set -> set.sonames().contains(soname))
        || plan.profile().apt().runtime().stream().anyMatch(wanted -> brings(wanted, soname))
        || copied.stream().anyMatch(glob -> matches(glob, soname))
        || isOfPyPi(soname);
  }

  /** What provides a library. */
  String remedy(String soname) {
    Optional<LibrarySet> set =
        plan.facts().facts().libraries().stream()
            .filter(row -> row.sonames().contains(soname))
            .findFirst();
    if (set.isPresent()) {
      return "libraries: {" + set.get().name() + ": {from: donor}} adds it";
    }
    return plan.facts().facts().packages().stream()
        .filter(row -> row.sonames().contains(soname))
        .filter(row -> row.l4t().isEmpty() || row.l4t().contains(plan.l4t().l4t()))
        .findFirst()
        .map(
            row ->
                "apt: {runtime: ["
                    + row.name()
                    + "]} adds it"
                    + (row.loaderPathOrNull() == null
                        ? ""
                        : ", with loader: {paths: [" + row.loaderPathOrNull() + "]}"))
        .orElse("copy it from a donor, or pin another build of the wheel");
  }

  private static boolean isKnown(Profile.@Nullable Library library) {
    return library != null && library.toOrNull() == null;
  }

  /** cuDNN of a base whose versions are known; whether it is the right one is another question. */
  private boolean isOfBase(String soname) {
    return soname.startsWith("libcudnn") && ImageSoftware.cudnn(plan).isPresent();
  }

  private boolean brings(String wanted, String soname) {
    String name = wanted.split("=", 2)[0];
    return plan.facts()
        .facts()
        .aptPackage(name, plan.l4t().l4t())
        .filter(row -> row.sonames().contains(soname))
        .isPresent();
  }

  /** NVIDIA's wheels of single libraries, such as nvidia-cudss-cu12 with libcudss.so.0. */
  private boolean isOfPyPi(String soname) {
    String library = stem(soname).replaceFirst("^lib", "").toLowerCase(java.util.Locale.ROOT);
    return plan.requirements().lines().stream()
        .filter(line -> line.kind().installs() && line.name().startsWith("nvidia-"))
        .anyMatch(line -> line.name().contains("-" + library));
  }

  /**
   * Whether a file of this glob may carry a SONAME. Only what is before {@code .so} counts: the
   * file of libcupti.so.12 is libcupti.so.2024.3.2.
   */
  private static boolean matches(String glob, String soname) {
    String name = glob.substring(glob.lastIndexOf('/') + 1);
    return name.contains(".so") && stem(soname).matches(regex(stem(name)));
  }

  private static String stem(String name) {
    int so = name.indexOf(".so");
    return so < 0 ? name : name.substring(0, so);
  }

  private static String regex(String glob) {
    return Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
  }
}
