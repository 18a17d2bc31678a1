package io.github.jbuild.render;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.AptKey;
import io.github.jbuild.profile.AptRepository;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.Tool;
import io.github.jbuild.testing.ProfileBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of profiles with one value that a test chooses. */
final class HostileParts {

  private static final Digest HASH = new Digest(ProfileBuilder.HASH);

  private HostileParts() {}

  static AptRepository repository(String suite, String fingerprint) {
    return new AptRepository(
        URI.create("https://packages.example/arm64/"),
        suite,
        List.of(),
        new AptKey(URI.create("https://packages.example/key.asc"), HASH, fingerprint));
  }

  static void ownLibrary(ProfileBuilder builder, List<String> files, String to) {
    donor(builder);
    builder.libraries.put("own", new Profile.Library(null, Profile.Provider.DONOR, files, to));
  }

  static void donorCopy(ProfileBuilder builder, Profile.Copy copy) {
    donor(builder);
    builder.donorCopy = List.of(copy);
  }

  static void script(ProfileBuilder builder, List<String> command) {
    builder.sources.put("own", source(new SourceBuild.Script(command), null, Map.of(), null));
  }

  static void sourceEnv(ProfileBuilder builder, Map<String, String> env) {
    builder.sources.put("own", source(new SourceBuild.SetupPy(), null, env, null));
  }

  static void patch(ProfileBuilder builder, Patch patch) {
    builder.sources.put("own", source(new SourceBuild.SetupPy(), patch, Map.of(), null));
  }

  static void wheel(ProfileBuilder builder, String glob) {
    builder.sources.put("own", source(new SourceBuild.SetupPy(), null, Map.of(), glob));
  }

  static void packages(ProfileBuilder builder, List<String> packages) {
    builder.sources.put(
        "own", source("0".repeat(40), List.of(), packages, new SourceBuild.SetupPy()));
  }

  static void commit(ProfileBuilder builder, String commit) {
    builder.sources.put("own", source(commit, List.of(), List.of(), new SourceBuild.SetupPy()));
  }

  static void tool(ProfileBuilder builder, String to, String program) {
    builder.tools.put(
        "cmake",
        new Tool(
            "3.30.5",
            URI.create("https://archives.example/cmake.tar.gz"),
            HASH,
            1,
            to,
            new Profile.Check(List.of(program), null)));
    builder.sources.put(
        "own", source("0".repeat(40), List.of("cmake"), List.of(), new SourceBuild.SetupPy()));
  }

  static void overrides(ProfileBuilder builder, String override) {
    builder.installer =
        new Python.Uv(
            new Tool(
                "0.12.5", URI.create("https://archives.example/uv.tar.gz"), HASH, 1, "/uv", null),
            null);
    builder.overrides = List.of(override);
    builder.packages = List.of("six");
  }

  private static void donor(ProfileBuilder builder) {
    builder.donor = ImageRef.parse("registry.example/donor@sha256:" + ProfileBuilder.HASH);
  }

  private static SourceBuild source(
      SourceBuild.Recipe recipe,
      @Nullable Patch patch,
      Map<String, String> env,
      @Nullable String wheel) {
    return new SourceBuild(
        "1.0",
        new SourceBuild.Archive(URI.create("https://archives.example/own-1.0.tar.gz"), HASH),
        recipe,
        patch == null ? List.of() : List.of(patch),
        env,
        null,
        List.of(),
        List.of(),
        List.of(),
        wheel,
        List.of("bin/own"),
        new Profile.Check(List.of("tool"), null));
  }

  private static SourceBuild source(
      String commit, List<String> tools, List<String> packages, SourceBuild.Recipe recipe) {
    return new SourceBuild(
        "1.0",
        new SourceBuild.GitCommit(URI.create("https://git.example/own.git"), commit, true),
        recipe,
        List.of(),
        Map.of(),
        4,
        tools,
        List.of(),
        packages,
        null,
        List.of("bin/own"),
        new Profile.Check(List.of("tool"), null));
  }
}
