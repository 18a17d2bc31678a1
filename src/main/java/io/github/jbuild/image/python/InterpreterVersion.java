package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.python.Cursor;
import io.github.jbuild.python.Pep440Version;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out the patch number of an interpreter: from dpkg for those in /usr/bin, from the variable
 * PYTHON_VERSION that images of python.org's builds set for those in /usr/local.
 */
final class InterpreterVersion {

  static final String DPKG_STATUS = "/var/lib/dpkg/status";

  private final FileTree files;
  private final Map<String, String> env;

  InterpreterVersion(FileTree files, Map<String, String> env) {
    this.files = files;
    this.env = env;
  }

  /**
   * The version of an interpreter, with its patch number if known.
   *
   * @param interpreter absolute path, such as {@code /usr/bin/python3.10}
   * @param minor such as {@code 3.10}
   */
  Pep440Version of(String interpreter, String minor) {
    Optional<String> full = Optional.empty();
    if (interpreter.startsWith("/usr/bin/")) {
      full = ofPackage("python" + minor + "-minimal");
    } else if (interpreter.startsWith("/usr/local/bin/")) {
      full = Optional.ofNullable(env.get("PYTHON_VERSION"));
    }
    return full.filter(version -> version.startsWith(minor + "."))
        .flatMap(Pep440Version::tryParse)
        .orElseGet(() -> Pep440Version.parse(minor));
  }

  /** The upstream version of an installed package, as {@code 3.10.12} of 3.10.12-1~22.04.6. */
  private Optional<String> ofPackage(String name) {
    String status =
        files
            .resolve(DPKG_STATUS)
            .flatMap(FileEntry::content)
            .flatMap(content -> content.seen(KeptBytes.class))
            .map(KeptBytes::text)
            .orElse("");
    int at = status.indexOf("Package: " + name + "\n");
    boolean whole = at == 0 || (at > 0 && status.charAt(at - 1) == '\n');
    return whole
        ? Headers.read(status.substring(at)).first("Version").map(InterpreterVersion::upstream)
        : Optional.empty();
  }

  private static String upstream(String version) {
    int end = 0;
    while (end < version.length()
        && (Cursor.isAlphanumeric(version.charAt(end)) || version.charAt(end) == '.')) {
      end++;
    }
    return version.substring(0, end);
  }
}
