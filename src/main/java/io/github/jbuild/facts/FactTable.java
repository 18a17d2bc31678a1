package io.github.jbuild.facts;

import static io.github.jbuild.facts.FactColumn.Kind.COUNT;
import static io.github.jbuild.facts.FactColumn.Kind.DIGEST;
import static io.github.jbuild.facts.FactColumn.Kind.FLAG;
import static io.github.jbuild.facts.FactColumn.Kind.IMAGE;
import static io.github.jbuild.facts.FactColumn.Kind.LIFE;
import static io.github.jbuild.facts.FactColumn.Kind.LIST;
import static io.github.jbuild.facts.FactColumn.Kind.MAP;
import static io.github.jbuild.facts.FactColumn.Kind.NUMBER;
import static io.github.jbuild.facts.FactColumn.Kind.SHA256;
import static io.github.jbuild.facts.FactColumn.Kind.SPECIFIER;
import static io.github.jbuild.facts.FactColumn.Kind.TEXT;
import static io.github.jbuild.facts.FactColumn.Kind.VERSION;
import static io.github.jbuild.facts.FactColumn.optional;
import static io.github.jbuild.facts.FactColumn.required;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables of facts. Every row of each also has a confidence and a source. */
public enum FactTable {
  RELEASES(
      "l4t",
      "l4t.yaml",
      "Jetson Linux (L4T) releases and what they contain",
      "releases",
      List.of("l4t"),
      required("l4t", TEXT),
      required("jetpack", TEXT),
      required("cuda", VERSION),
      required("cudnn", VERSION),
      required("tensorrt", VERSION),
      required("ubuntu", VERSION),
      required("python", VERSION),
      optional("kernel", TEXT),
      required("sm", LIST),
      optional("soc", LIST),
      optional("refused", TEXT),
      optional("note", TEXT)),
  FAMILIES(
      "families",
      "families.yaml",
      "what the base images of a family have in common",
      List.of("family"),
      required("family", TEXT),
      required("brings", LIST),
      required("python", FLAG),
      optional("preset-env", LIST),
      optional("bundled", LIST),
      optional("env", MAP),
      optional("loader-paths", LIST),
      required("why", TEXT)),
  IMAGES(
      "images",
      "images.yaml",
      "base images with digests and sizes",
      List.of("image"),
      required("image", IMAGE),
      optional("digest", DIGEST),
      required("family", TEXT),
      optional("l4t", TEXT),
      optional("ubuntu", VERSION),
      optional("python", VERSION),
      optional("cuda", VERSION),
      optional("cudnn", VERSION),
      optional("tensorrt", VERSION),
      optional("compressed-bytes", NUMBER),
      optional("unpacked-bytes", NUMBER),
      optional("layers", COUNT),
      optional("note", TEXT)),
  WHEELS(
      "wheels",
      "wheels.yaml",
      "Jetson wheels by hash, and what they need",
      List.of("sha256"),
      required("name", TEXT),
      required("version", VERSION),
      required("tag", TEXT),
      required("index", TEXT),
      required("life", LIFE),
      required("cuda", VERSION),
      optional("cudnn", VERSION),
      optional("numpy", SPECIFIER),
      optional("sm", LIST),
      optional("needs", LIST),
      required("file", TEXT),
      required("sha256", SHA256),
      optional("note", TEXT)),
  PAIRS(
      "pairs",
      "pairs.yaml",
      "versions of torch, torchvision, torchaudio and triton that belong together",
      "torch",
      List.of("torch"),
      required("torch", VERSION),
      required("torchvision", VERSION),
      required("torchaudio", VERSION),
      optional("triton", VERSION)),
  LIBRARIES(
      "libraries",
      "libraries.yaml",
      "library sets for profiles",
      List.of("name"),
      required("name", TEXT),
      required("files", LIST),
      required("to", TEXT),
      required("sonames", LIST),
      optional("version-file", TEXT),
      optional("apt", TEXT),
      required("why", TEXT)),
  INJECTED(
      "injected",
      "loader.yaml",
      "libraries that NVIDIA's container runtime mounts from the host",
      List.of("name"),
      required("name", TEXT),
      required("why", TEXT)),
  OPTIONAL(
      "optional",
      "loader.yaml",
      "libraries that are opened on demand, and skipped if that fails",
      List.of("name"),
      required("name", TEXT),
      required("why", TEXT)),
  PACKAGES(
      "packages",
      "packages.yaml",
      "Debian packages and their libraries",
      List.of("name", "version"),
      required("name", TEXT),
      optional("version", TEXT),
      optional("l4t", LIST),
      optional("repository", TEXT),
      optional("sonames", LIST),
      optional("loader-path", TEXT),
      optional("sha256", SHA256)),
  REPOSITORIES(
      "repositories",
      "repositories.yaml",
      "NVIDIA's apt repositories and their keys",
      List.of("name", "suite"),
      required("name", TEXT),
      required("suite", TEXT),
      required("url", TEXT),
      optional("components", LIST),
      optional("l4t", LIST),
      required("key-url", TEXT),
      optional("key-fingerprint", TEXT),
      required("why", TEXT)),
  REASONS(
      "reasons",
      "reasons.yaml",
      "why a build has its steps",
      List.of("step", "field"),
      required("step", TEXT),
      optional("field", TEXT),
      required("why", TEXT)),
  INDEXES(
      "indexes",
      "indexes.yaml",
      "package indexes, alive and dead",
      List.of("url"),
      required("url", TEXT),
      required("alive", FLAG),
      optional("sm", LIST),
      optional("python", LIST),
      required("why", TEXT)),
  OUTAGES(
      "outages",
      "outages.yaml",
      "what the Jetson index lost, and when",
      List.of("date"),
      required("date", TEXT),
      required("what", TEXT)),
  POWER(
      "power",
      "power.yaml",
      "power modes of nvpmodel by module",
      List.of("module", "id"),
      required("module", TEXT),
      required("id", NUMBER),
      required("mode", TEXT),
      optional("default", FLAG)),
  TOOLS(
      "tools",
      "tools.yaml",
      "source archives and prebuilt tools with their hashes",
      List.of("name", "version"),
      required("name", TEXT),
      required("version", VERSION),
      required("url", TEXT),
      required("sha256", SHA256),
      optional("why", TEXT));

  private final String id;
  private final String file;
  private final String about;
  private final String list;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> key;

  @SuppressWarnings("ImmutableEnumChecker") // List.copyOf
  private final List<FactColumn> columns;

  FactTable(String id, String file, String about, List<String> key, FactColumn... columns) {
    this(id, file, about, id, key, columns);
  }

  FactTable(
      String id, String file, String about, String list, List<String> key, FactColumn... columns) {
    this.id = id;
    this.file = file;
    this.about = about;
    this.list = list;
    this.key = key;
    List<FactColumn> all = new ArrayList<>(List.of(columns));
    all.add(required("confidence", FactColumn.Kind.CONFIDENCE));
    all.add(required("source", TEXT));
    this.columns = List.copyOf(all);
  }

  /** Its name in {@code jbuild facts}. */
  public String id() {
    return id;
  }

  /** The name of its list in fact files. */
  public String list() {
    return list;
  }

  /** The file of the program that has it. */
  public String file() {
    return file;
  }

  /** What it is about. */
  public String about() {
    return about;
  }

  /** The columns that distinguish rows. */
  public List<String> key() {
    return key;
  }

  /** Its columns in order. */
  public List<FactColumn> columns() {
    return columns;
  }

  /** A column by name. */
  Optional<FactColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The table whose list has a name in fact files. */
  static Optional<FactTable> ofList(String name) {
    return Arrays.stream(values()).filter(table -> table.list.equals(name)).findFirst();
  }
}
