package io.github.jbuild.plan.planner;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.AptPackage;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The library sets that the runtime stage receives.
 *
 * @param donated from the donor
 * @param packaged from Debian packages
 */
record Libraries(List<Donated> donated, List<Packaged> packaged) {

  Libraries {
    donated = List.copyOf(donated);
    packaged = List.copyOf(packaged);
  }

  /** A set from the donor. */
  record Donated(LibrarySet set, Profile.Library wanted) {
    String field() {
      return "libraries." + set.name();
    }

    String folder() {
      return "/out/" + set.name();
    }

    /** What a file's name must begin with if the profile wants a version. */
    @Nullable String versionFile() {
      @Nullable String version = wanted.versionOrNull();
      return version == null
          ? null
          : set.versionFile().map(prefix -> prefix + version).orElse(null);
    }
  }

  /** A set from a package, at its version. */
  record Packaged(LibrarySet set, AptPackage row) {
    String field() {
      return "libraries." + set.name();
    }

    String specifier() {
      return row.name() + "=" + row.versionOrNull();
    }
  }

  /**
   * The sets of a profile.
   *
   * @throws JbuildException {@code INVALID_INPUT} with the place, for one that cannot come from
   *     where the profile says
   */
  static Libraries of(Profile profile, Facts facts, L4tRelease l4t) {
    List<Donated> donated = new ArrayList<>();
    List<Packaged> packaged = new ArrayList<>();
    profile
        .libraries()
        .forEach(
            (name, wanted) -> {
              LibrarySet set = set(profile, facts, name, wanted);
              requireVersion(profile, l4t, name, wanted);
              switch (wanted.from()) {
                case DONOR -> {
                  requireDonor(profile, name);
                  donated.add(new Donated(set, wanted));
                }
                case APT -> packaged.add(new Packaged(set, row(profile, facts, set)));
                case BASE -> {}
              }
            });
    return new Libraries(donated, packaged);
  }

  private static LibrarySet set(Profile profile, Facts facts, String name, Profile.Library wanted) {
    @Nullable String to = wanted.toOrNull();
    if (to == null) {
      return facts.library(name, profile.origins().of("libraries." + name).orElse(null));
    }
    return new LibrarySet(
        name,
        wanted.files(),
        to,
        List.of(),
        null,
        null,
        "the profile's own list of libraries",
        Confidence.A,
        "the profile");
  }

  private static AptPackage row(Profile profile, Facts facts, LibrarySet set) {
    @Nullable String name = set.aptOrNull();
    Optional<AptPackage> row =
        name == null ? Optional.empty() : facts.aptPackage(name, profile.l4t());
    if (row.isEmpty() || row.get().versionOrNull() == null) {
      throw refused(
          profile,
          set,
          "no package of "
              + set.name()
              + " is known for "
              + profile.l4t()
              + (name == null ? "" : " (" + name + ")"),
          "set \"from: donor\", or list the package and its version under apt.runtime and set \"from: base\"");
    }
    if (row.get().repositoryOrNull() != null && profile.apt().repositories().isEmpty()) {
      throw refused(
          profile,
          set,
          "the distribution has no " + name + ", and the profile adds no other repository",
          "add one under apt.repositories: NVIDIA's for CUDA on Jetson, or "
              + row.get().repositoryOrNull());
    }
    return row.get();
  }

  private static JbuildException refused(
      Profile profile, LibrarySet set, String message, String hint) {
    String field = "libraries." + set.name() + ".from";
    return JbuildException.of(Kind.INVALID_INPUT, message)
        .at(profile.origins().of(field).orElse(null))
        .hint(hint);
  }

  private static void requireDonor(Profile profile, String library) {
    if (profile.donor().isEmpty()) {
      String field = "libraries." + library + ".from";
      throw JbuildException.of(
              Kind.INVALID_INPUT,
              "library set \"" + library + "\" comes from a donor, but the profile has none")
          .at(profile.origins().of(field).orElse(null))
          .hint("set the image that has it: donor: {image: …@sha256:…}, or set \"from: base\"");
    }
  }

  private static void requireVersion(
      Profile profile, L4tRelease l4t, String library, Profile.Library wanted) {
    @Nullable String version = wanted.versionOrNull();
    boolean disputed = l4t.confidence() == Confidence.C; // which evidence no error
    if (!library.equals("cudnn") || version == null || disputed) {
      return;
    }
    if (!(l4t.cudnn() + ".").startsWith(version + ".")) {
      throw JbuildException.of(
              Kind.INVALID_INPUT,
              "cuDNN " + version + " is requested, but " + l4t.l4t() + " has " + l4t.cudnn())
          .at(profile.origins().of("libraries.cudnn.version").orElse(null))
          .hint("use the version of the release (source: " + l4t.source() + ") or change l4t");
    }
  }
}
