package io.github.jbuild.engine;

import io.github.jbuild.build.BuildOutputs;
import io.github.jbuild.build.BuildOutputs.Output;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.Secret;
import io.github.jbuild.build.SshAgent;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.build.StepSettings.Ulimit;
import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.NamedPath;
import io.github.jbuild.core.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a test asks a builder for. */
public final class Wanted {

  private final String dockerfile;
  private final Map<String, String> args = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, String> hosts = new TreeMap<>();
  private final List<String> uncached = new ArrayList<>();
  private final List<CacheEntry> from = new ArrayList<>();
  private final List<CacheEntry> to = new ArrayList<>();
  private final List<Ulimit> ulimits = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<SshAgent> agents = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Set<String> registries = Set.of();
  private BuildContext context = new BuildContext(List.of());
  private @Nullable String target;
  private @Nullable String network;
  private @Nullable Long epoch;
  private boolean noCache;
  private boolean pull;
  private long shm;

  private Wanted(String dockerfile) {
    this.dockerfile = dockerfile;
  }

  /** An image for linux/arm64 of a Dockerfile. */
  public static Wanted of(String dockerfile) {
    return new Wanted(dockerfile);
  }

  /** With all files of a folder as the context. */
  Wanted folder(Path folder) {
    context = BuildContext.of(folder, List.of(new NamedPath(".", "test", null)));
    return this;
  }

  Wanted arg(String name, String value) {
    args.put(name, value);
    return this;
  }

  Wanted label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  Wanted target(String stage) {
    target = stage;
    return this;
  }

  Wanted noCache() {
    noCache = true;
    return this;
  }

  public Wanted noCacheFor(String stage) {
    uncached.add(stage);
    return this;
  }

  Wanted pull() {
    pull = true;
    return this;
  }

  public Wanted cacheFrom(String type, Map<String, String> attributes) {
    from.add(new CacheEntry(type, attributes));
    return this;
  }

  public Wanted cacheTo(String type, Map<String, String> attributes) {
    to.add(new CacheEntry(type, attributes));
    return this;
  }

  public Wanted network(String mode) {
    network = mode;
    return this;
  }

  public Wanted host(String name, String address) {
    hosts.put(name, address);
    return this;
  }

  public Wanted shm(long bytes) {
    shm = bytes;
    return this;
  }

  public Wanted ulimit(String name, long soft, long hard) {
    ulimits.add(new Ulimit(name, soft, hard));
    return this;
  }

  public Wanted secret(String id, Secret.Value value) {
    secrets.add(new Secret(id, value));
    return this;
  }

  public Wanted ssh(String id, Path socket) {
    agents.add(new SshAgent(id, socket));
    return this;
  }

  public Wanted output(String type, String destination, Map<String, String> attributes) {
    outputs.add(new Output(type, destination, attributes));
    return this;
  }

  public Wanted epoch(long seconds) {
    epoch = seconds;
    return this;
  }

  /** Registries that the images come from. */
  Wanted registries(String... names) {
    registries = Set.of(names);
    return this;
  }

  BuildSettings settings() {
    return new BuildSettings(
        args,
        labels,
        target,
        pull,
        new Caching(noCache, uncached, from, to),
        new StepSettings(network, hosts, shm, ulimits),
        secrets,
        agents,
        new BuildOutputs(outputs, false),
        epoch);
  }

  public ContainerEngine.Request request() {
    return new ContainerEngine.Request(
        "test",
        new FolderFiles(context, dockerfile, "jbuild-engine-it"),
        "Dockerfile",
        Platform.LINUX_ARM64,
        settings(),
        registries);
  }
}
