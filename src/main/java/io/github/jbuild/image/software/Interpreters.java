package io.github.jbuild.image.software;

import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.python.Pep440Version;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of Python; where an environment does not know its patch number, of the header {@code
 * patchlevel.h}.
 */
final class Interpreters {

  private static final Pattern VERSION =
      Pattern.compile("#define\\s+PY_VERSION\\s+\"([0-9a-z.+]{1,40})\"");

  private Interpreters() {}

  /** The interpreters; a virtual environment has another's. */
  static List<Component> of(KeptFiles files, List<PythonEnvironment> environments) {
    return environments.stream()
        .filter(environment -> !environment.virtual())
        .map(environment -> of(files, environment.interpreter(), environment.version()))
        .toList();
  }

  private static Component of(KeptFiles files, String interpreter, Pep440Version version) {
    int bin = interpreter.lastIndexOf("/bin/");
    if (version.release().size() < 3 && bin >= 0) {
      String name = interpreter.substring(bin + "/bin/".length());
      String header = interpreter.substring(0, bin) + "/include/" + name + "/patchlevel.h";
      Matcher full = VERSION.matcher(files.text(header));
      if (full.find()) {
        return new Component("Python", full.group(1), "", header);
      }
    }
    return new Component("Python", version.toString(), "", interpreter);
  }
}
