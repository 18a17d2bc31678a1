package io.github.jbuild.testing;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.AptRepository;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.Tool;
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
  public final Map<String, SourceBuild> sources = new LinkedHashMap<>();
  public final Map<String, Python.Wheel> wheels = new LinkedHashMap<>();
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
  public Profile.Family family = Profile.Family.L4T_CUDA;
  public @Nullable String unpinned;
  public List<Profile.Copy> donorCopy = List.of();
  public List<String> loaderPaths = List.of();
  public final Map<String, AptRepository> repositories = new LinkedHashMap<>();
  public final Map<String, Tool> tools = new LinkedHashMap<>();
  public Python.Installer installer = new Python.Pip();
  public List<Python.Local> local = List.of();
  public List<String> overrides = List.of();
  public Map<String, String> pythonEnv = Map.of();
  public @Nullable Integer timeout;
  public List<Patch> patches = List.of();
  public List<Profile.Check> checks = List.of();
  public List<String> volumes = List.of();
  public @Nullable String stopSignal;
  public Map<String, String> links = Map.of();
  public List<Profile.Raw> raw = List.of();
  public Map<String, String> reasons = Map.of();
  public Map<String, String> suppressed = Map.of();
  public Map<String, String> expected = Map.of();
  public Origins origins = new Origins(Map.of());

  /** Adds a pinned wheel. */
  public ProfileBuilder wheel(String distribution, String version) {
    wheels.put(distribution, new Python.Wheel(version, new Digest(HASH), null));
    return this;
  }

  /** Profile to show. */
  public Profile build() {
    return new Profile(
        name,
        "",
        l4t,
        new Profile.Base(family, base, unpinned),
        donor == null ? null : new Profile.Donor(donor, donorCopy),
        libraries,
        loaderPaths,
        new Profile.Apt(repositories, aptBuild, aptRuntime, aptRemove),
        tools,
        sources,
        new Python(
            pythonVersion,
            installer,
            index,
            wheels,
            requirements,
            packages,
            noDeps,
            local,
            constraints,
            overrides,
            remove,
            upgrade,
            pythonEnv,
            timeout,
            patches,
            checks),
        new Profile.App(
            context,
            copy,
            env,
            workdir,
            expose,
            entrypoint,
            command,
            healthcheck,
            user,
            groups,
            volumes,
            stopSignal,
            links),
        new Profile.ImageSettings(List.of(), labels),
        new Profile.Expect(expected, null),
        raw,
        reasons,
        suppressed,
        origins);
  }
}
