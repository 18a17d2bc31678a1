package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.python.Cursor;
import io.github.jbuild.python.Pep440Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the Python environments of an image. */
public final class PythonEnvironments {

  private static final String PYTHON3 = "python3.";

  private final FileTree files;
  private final Map<String, String> env;
  private final Map<String, SiteFolder> read = new HashMap<>();
  private final Map<String, String> interpreters = new TreeMap<>();
  private final Map<String, Map<String, String>> virtual = new TreeMap<>();

  private PythonEnvironments(FileTree files, Map<String, String> env) {
    this.files = files;
    this.env = env;
  }

  /**
   * All environments: each {@code bin/python3.N} that is a file of its own, and each virtual
   * environment, found by its pyvenv.cfg (PEP 405). Sorted by the interpreter's path.
   *
   * @param files file system of the image, with the files of {@link KeptPaths} kept
   * @param env environment variables of the image's configuration
   */
  public static List<PythonEnvironment> in(FileTree files, Map<String, String> env) {
    PythonEnvironments found = new PythonEnvironments(files, env);
    files.forEach(found::look);
    Map<String, PythonEnvironment> environments = new TreeMap<>();
    found.interpreters.forEach(
        (path, minor) -> environments.put(path, found.installed(path, minor)));
    found.virtual.forEach(
        (folder, config) ->
            found.virtual(folder, config).ifPresent(e -> environments.put(e.interpreter(), e)));
    return List.copyOf(environments.values());
  }

  private void look(FileEntry entry) {
    String name = entry.name();
    if (name.equals("pyvenv.cfg")) {
      entry
          .content()
          .flatMap(content -> content.seen(KeptBytes.class))
          .ifPresent(kept -> virtual.put(entry.folder(), config(kept.text())));
    } else if (name.startsWith(PYTHON3)
        && entry.folder().endsWith("/bin")
        && entry.content().isPresent()
        && isMinor(name)
        && files.get(parent(entry.folder()) + "/pyvenv.cfg").isEmpty()) {
      interpreters.put(entry.path(), name.substring("python".length()));
    }
  }

  /** Whether a name is python3.N, and not python3.10-config or python3.10d. */
  private static boolean isMinor(String name) {
    String minor = name.substring(PYTHON3.length());
    return !minor.isEmpty()
        && minor.length() <= 3
        && minor.chars().allMatch(c -> Cursor.isDigit((char) c));
  }

  private PythonEnvironment installed(String path, String minor) {
    SitePath site = path().installation(parent(parent(path)), minor);
    Pep440Version version = new InterpreterVersion(files, env).of(path, minor);
    return environment(path, version, false, site);
  }

  private Optional<PythonEnvironment> virtual(String folder, Map<String, String> config) {
    // venv writes version, virtualenv and uv version_info; both may end in words
    String written = config.getOrDefault("version", config.getOrDefault("version_info", ""));
    String[] numbers = written.split("\\.", -1);
    if (numbers.length < 2 || !numbers[0].equals("3") || !isMinor(PYTHON3 + numbers[1])) {
      return Optional.empty();
    }
    String minor = "3." + numbers[1];
    boolean full = numbers.length > 2 && isMinor(PYTHON3 + numbers[2]);
    SitePath site = path().installation(folder, minor);
    if (config.getOrDefault("include-system-site-packages", "").equalsIgnoreCase("true")) {
      String home = config.getOrDefault("home", "");
      site.installation(parent(files.realPath(home).orElse(home)), minor);
    }
    Pep440Version version = Pep440Version.parse(full ? minor + "." + numbers[2] : minor);
    return Optional.of(environment(folder + "/bin/python", version, true, site));
  }

  private SitePath path() {
    return new SitePath(files).pythonPath(env.getOrDefault("PYTHONPATH", ""));
  }

  private PythonEnvironment environment(
      String interpreter, Pep440Version version, boolean virtual, SitePath path) {
    Map<String, Distribution> visible = new TreeMap<>();
    List<Distribution> shadowed = new ArrayList<>();
    List<Distribution> duplicates = new ArrayList<>();
    List<String> leftovers = new ArrayList<>();
    for (String folder : path.folders()) {
      SiteFolder site = read.computeIfAbsent(folder, f -> SiteFolder.read(files, f));
      Set<String> here = new HashSet<>();
      for (Distribution distribution : site.distributions()) {
        String name = distribution.normalizedName();
        if (!here.add(name)) {
          duplicates.add(distribution);
        } else if (visible.putIfAbsent(name, distribution) != null) {
          shadowed.add(distribution);
        }
      }
      leftovers.addAll(site.leftovers());
    }
    return new PythonEnvironment(
        interpreter,
        version,
        virtual,
        path.folders(),
        List.copyOf(visible.values()),
        shadowed,
        duplicates,
        leftovers);
  }

  /** The settings of a pyvenv.cfg: key, equals sign, value. */
  private static Map<String, String> config(String text) {
    Map<String, String> config = new HashMap<>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              config.putIfAbsent(
                  line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            });
    return config;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
