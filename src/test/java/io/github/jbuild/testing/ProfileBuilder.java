package io.github.jbuild.testing;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Profiles made in code, past every check of the loader: a small one that is valid, changed field
 * by field.
 */
public final class ProfileBuilder {

  public static final String HASH = "0123456789abcdef".repeat(4);

  public String name = "small";
  public String l4t = "r36.4.0";
  public String pythonVersion = "3.10";
  public URI index = URI.create("https://index.example/jp6/cu126");
  public ImageRef base = ImageRef.parse("registry.example/l4t-cuda:12.6.11-runtime@sha256:" + HASH);
  public @Nullable ImageRef donor;
  public final Map<String, Profile.Library> libraries = new LinkedHashMap<>();
  public List<String> aptBuild = List.of();
  public List<String> aptRuntime = List.of();
  public List<String> aptRemove = List.of();
  public final Map<String, Profile.SourceBuild> sources = new LinkedHashMap<>();
  public final Map<String, Profile.Wheel> wheels = new LinkedHashMap<>();
  public List<String> requirements = List.of();
  public List<String> packages = List.of();
  public List<String> noDeps = List.of();
  public List<String> constraints = List.of();
  public List<String> remove = List.of();
  public boolean upgrade;
  public @Nullable Path context;
  public List<Profile.Copy> copy = List.of();
  public Map<String, String> env = Map.of();
  public @Nullable String workdir;
  public List<String> expose = List.of();
  public List<String> entrypoint = List.of();
  public List<String> command = List.of();
  public Profile.@Nullable Healthcheck healthcheck;
  public @Nullable String user;
  public List<String> groups = List.of();
  public Map<String, String> labels = Map.of();

  /** Adds a pinned wheel. */
  public ProfileBuilder wheel(String distribution, String version) {
    wheels.put(distribution, new Profile.Wheel(version, new Digest(HASH), null));
    return this;
  }

  /** The profile. */
  public Profile build() {
    return new Profile(
        name,
        "",
        l4t,
        new Profile.Base(Profile.Family.L4T_CUDA, base),
        donor,
        libraries,
        new Profile.Apt(aptBuild, aptRuntime, aptRemove),
        sources,
        new Profile.Python(
            pythonVersion,
            index,
            wheels,
            requirements,
            packages,
            noDeps,
            constraints,
            remove,
            upgrade),
        new Profile.App(
            context, copy, env, workdir, expose, entrypoint, command, healthcheck, user, groups),
        new Profile.ImageSettings(List.of(), labels),
        new Profile.Expect(Map.of(), null),
        new Origins(Map.of()));
  }
}
