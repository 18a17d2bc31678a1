package io.github.jbuild.profile;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Ordered;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Python environment.
 *
 * @param version major and minor, such as {@code 3.10}
 * @param installer the program that installs from PyPI
 * @param index the Jetson index that the wheels come from; everything else comes from PyPI
 * @param wheels Jetson builds by distribution name: pinned, installed without their dependencies
 *     first
 * @param requirements requirement files, relative to the application's context
 * @param packages requirement specifiers
 * @param noDeps requirement specifiers installed without their dependencies
 * @param local packages of the application's context that wheels are built of
 * @param constraints constraints that hold for every install
 * @param overrides requirement specifiers that take the place of what packages declare; uv only
 * @param remove distributions uninstalled again
 * @param upgrade whether packages are upgraded to the newest that the constraints allow
 * @param env environment of the steps that install; not of the image
 * @param timeoutOrNull seconds that a connection may be silent
 * @param patches changes to installed packages, in this order
 * @param checks commands that must succeed when all is installed
 */
public record Python(
    String version,
    Installer installer,
    URI index,
    Map<String, Wheel> wheels,
    List<String> requirements,
    List<String> packages,
    List<String> noDeps,
    List<Local> local,
    List<String> constraints,
    List<String> overrides,
    List<String> remove,
    boolean upgrade,
    Map<String, String> env,
    @Nullable Integer timeoutOrNull,
    List<Patch> patches,
    List<Profile.Check> checks) {

  private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)");

  public Python {
    wheels = Ordered.copyOf(wheels);
    requirements = List.copyOf(requirements);
    packages = List.copyOf(packages);
    noDeps = List.copyOf(noDeps);
    local = List.copyOf(local);
    constraints = List.copyOf(constraints);
    overrides = List.copyOf(overrides);
    remove = List.copyOf(remove);
    env = Ordered.copyOf(env);
    patches = List.copyOf(patches);
    checks = List.copyOf(checks);
  }

  /** Names of the distributions that are installed without their dependencies. */
  public List<String> withoutDependencies() {
    return Stream.concat(
            noDeps.stream().map(Python::name),
            local.stream().flatMap(one -> one.nameIfBare().stream()))
        .toList();
  }

  /** Names of the distributions for which overrides say what is installed. */
  public List<String> overridden() {
    return overrides.stream().map(Python::name).toList();
  }

  /** The distribution that a specifier names (PEP 508); the whole text when it names none. */
  private static String name(String specifier) {
    Matcher matcher = NAME.matcher(specifier);
    return matcher.lookingAt() ? matcher.group(1) : specifier;
  }

  /** The program that installs from PyPI. */
  public sealed interface Installer {}

  /** The distribution's pip. */
  public record Pip() implements Installer {}

  /**
   * uv, as a pinned binary; no part of the image.
   *
   * @param tool the archive with the program
   * @param strategyOrNull how it chooses between indexes; null for its default
   */
  public record Uv(Tool tool, @Nullable IndexStrategy strategyOrNull) implements Installer {}

  /** uv's {@code --index-strategy}. */
  public enum IndexStrategy {
    FIRST_INDEX,
    UNSAFE_FIRST_MATCH,
    UNSAFE_BEST_MATCH;

    /** uv's name of it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A pinned Jetson wheel.
   *
   * @param version its version
   * @param sha256 its hash
   * @param urlOrNull where it is, when that is not the index's content address
   */
  public record Wheel(String version, Digest sha256, @Nullable URI urlOrNull) {}

  /**
   * A package of the application's context.
   *
   * @param path its folder, relative to the context
   * @param deps whether its dependencies are installed too
   * @param nameOrNull its distribution's name; not null without dependencies
   */
  public record Local(String path, boolean deps, @Nullable String nameOrNull) {

    /** Its distribution's name, if it is installed without its dependencies. */
    Optional<String> nameIfBare() {
      return deps ? Optional.empty() : Optional.ofNullable(nameOrNull);
    }
  }
}
