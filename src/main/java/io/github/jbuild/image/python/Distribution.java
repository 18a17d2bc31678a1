package io.github.jbuild.image.python;

import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.ProjectNames;
import io.github.jbuild.python.Requirement;
import io.github.jbuild.python.VersionSpecifiers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A distribution that is installed in an image, as its metadata describes it (PyPA, "Recording
 * installed projects").
 *
 * @param name project name as written
 * @param version version as written
 * @param kind what its metadata is
 * @param siteFolder absolute path of the folder on {@code sys.path}, with links followed
 * @param metadataPath absolute path of its metadata folder, or file for an old egg-info
 * @param requirements what it needs ({@code Requires-Dist})
 * @param requiresPython versions of Python that will do
 * @param topLevel names that it provides for import: modules, and packages with an {@code __init__}
 * @param installerOrNull what installed it, such as pip
 * @param directUrlOrNull where it came from, when that was not an index
 * @param tags the wheel's tags, such as {@code cp310-cp310-linux_aarch64}
 * @param commands console entry points: command to object reference
 * @param record rows of its RECORD; empty when there is none
 * @param editable whether it is a folder that is used in place
 * @param problems what could not be read, in words
 */
public record Distribution(
    String name,
    String version,
    Kind kind,
    String siteFolder,
    String metadataPath,
    List<Requirement> requirements,
    VersionSpecifiers requiresPython,
    Set<String> topLevel,
    @Nullable String installerOrNull,
    @Nullable DirectUrl directUrlOrNull,
    List<String> tags,
    Map<String, String> commands,
    List<RecordRow> record,
    boolean editable,
    List<String> problems) {

  /** What metadata a distribution has. */
  public enum Kind {
    /** A {@code .dist-info} folder, which wheels contain. */
    DIST_INFO,
    /** An {@code .egg-info} folder or file, which Debian's packages and old setup.py create. */
    EGG_INFO
  }

  public Distribution {
    requirements = List.copyOf(requirements);
    topLevel = Collections.unmodifiableSet(new TreeSet<>(topLevel));
    tags = List.copyOf(tags);
    commands = Collections.unmodifiableMap(new TreeMap<>(commands));
    record = List.copyOf(record);
    problems = List.copyOf(problems);
  }

  /** The name by which names are compared (PEP 503). */
  public String normalizedName() {
    return ProjectNames.normalized(name);
  }

  /** Its version, when that follows PEP 440. */
  public Optional<Pep440Version> parsedVersion() {
    return Pep440Version.tryParse(version);
  }

  /** What installed it. */
  public Optional<String> installer() {
    return Optional.ofNullable(installerOrNull);
  }

  /** Where it came from, when that was not an index. */
  public Optional<DirectUrl> directUrl() {
    return Optional.ofNullable(directUrlOrNull);
  }

  /** Name and version, as {@code torch 2.8.0}. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
