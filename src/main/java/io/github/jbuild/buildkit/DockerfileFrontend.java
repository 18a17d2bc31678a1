package io.github.jbuild.buildkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The settings of {@code dockerfile.v0}, the frontend that reads Dockerfiles, under the names of
 * BuildKit's {@code frontend/dockerfile/builder}. Without {@link #context} the build context is
 * what the session's files call {@code context}; the Dockerfile comes from what they call {@code
 * dockerfile}.
 */
public final class DockerfileFrontend {

  private final Map<String, String> attributes = new TreeMap<>();
  private final Set<String> entitlements = new TreeSet<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();

  /** The Dockerfile's path within its folder; {@code Dockerfile} unless set. */
  public DockerfileFrontend filename(String path) {
    return with("filename", path);
  }

  /** The stage to build; the last unless set. */
  public DockerfileFrontend target(String stage) {
    return with("target", stage);
  }

  /** The platform to build for, such as {@code linux/arm64}. */
  public DockerfileFrontend platform(String... platforms) {
    return with("platform", String.join(",", platforms));
  }

  /** Makes an index of images, even for one platform. */
  public DockerfileFrontend multiPlatform() {
    return with("multi-platform", "true");
  }

  /** Sets an {@code ARG}. */
  public DockerfileFrontend buildArg(String name, String value) {
    return with("build-arg:" + name, value);
  }

  /** Sets a label of the image. */
  public DockerfileFrontend label(String name, String value) {
    return with("label:" + name, value);
  }

  /** Ignores the cache: for these stages, or for all if none is named. */
  public DockerfileFrontend noCache(String... stages) {
    return with("no-cache", String.join(",", stages));
  }

  /**
   * Where bases come from: {@code local} takes an image of the engine's store when it is there,
   * {@code pull} asks the registry each time, {@code default} prefers the registry.
   */
  public DockerfileFrontend imageResolveMode(String mode) {
    return with("image-resolve-mode", mode);
  }

  /** Adds a line to {@code /etc/hosts}. The word {@code host-gateway} is not understood here. */
  public DockerfileFrontend addHost(String name, String address) {
    hosts.add(name + "=" + address);
    return with("add-hosts", csv(hosts));
  }

  /** The network of all steps: {@code host} (which is allowed at the same time), {@code none}. */
  public DockerfileFrontend network(String mode) {
    if (mode.equals("host")) {
      entitlements.add("network.host");
    }
    return with("force-network-mode", mode);
  }

  /** The size of {@code /dev/shm}, in bytes. */
  public DockerfileFrontend shmSize(long bytes) {
    return with("shm-size", Long.toString(bytes));
  }

  /** A limit of processes, such as {@code nofile}. */
  public DockerfileFrontend ulimit(String name, long soft, long hard) {
    limits.add(name + "=" + soft + ":" + hard);
    return with("ulimit", csv(limits));
  }

  /** The parent of the steps' control groups. */
  public DockerfileFrontend cgroupParent(String path) {
    return with("cgroup-parent", path);
  }

  /** The host name of the steps. */
  public DockerfileFrontend hostname(String name) {
    return with("hostname", name);
  }

  /** A build context from elsewhere: the URL of a Git repository or an archive. */
  public DockerfileFrontend context(String url) {
    return with("context", url);
  }

  /** What the session's files call the build context. */
  public DockerfileFrontend contextKey(String name) {
    return with("contextkey", name);
  }

  /** What the session's files call the Dockerfile's folder. */
  public DockerfileFrontend dockerfileKey(String name) {
    return with("dockerfilekey", name);
  }

  /**
   * A context for {@code FROM} and {@code --from} by name, from BuildKit 0.10 on.
   *
   * @param source such as {@code docker-image://busybox}, {@code local:assets} or a URL
   */
  public DockerfileFrontend namedContext(String name, String source) {
    with("frontend.caps", "moby.buildkit.frontend.contexts+forward");
    return with("context:" + name, source);
  }

  /** Any other setting. */
  public DockerfileFrontend with(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** The settings so far. */
  public Map<String, String> attributes() {
    return Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** What the settings need to be allowed. */
  public Set<String> entitlements() {
    return Collections.unmodifiableSet(new TreeSet<>(entitlements));
  }

  /** RFC 4180, as Go's encoding/csv reads it. */
  private static String csv(List<String> fields) {
    return fields.stream()
        .map(
            field -> field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
