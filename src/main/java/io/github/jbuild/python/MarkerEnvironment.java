package io.github.jbuild.python;

import java.util.Map;
import java.util.Optional;

/**
 * What the variables of a marker stand for (PEP 508, "Environment Markers").
 *
 * @param variables the value of each variable but {@code extra}
 */
public record MarkerEnvironment(Map<String, String> variables) {

  public MarkerEnvironment {
    variables = Map.copyOf(variables);
  }

  /**
   * CPython on Linux on aarch64, as on a Jetson. {@code platform_release} and {@code
   * platform_version} are the kernel's of the machine that will run the image; no image knows them,
   * so they are empty, as PEP 508 asks of what cannot be determined.
   *
   * @param python version of the interpreter, such as 3.10.12; a missing patch number counts as 0
   */
  public static MarkerEnvironment jetson(Pep440Version python) {
    String minor = python.release(0) + "." + python.release(1);
    String full = python.release().size() > 2 ? python.toString() : minor + ".0";
    return new MarkerEnvironment(
        Map.ofEntries(
            Map.entry("os_name", "posix"),
            Map.entry("sys_platform", "linux"),
            Map.entry("platform_system", "Linux"),
            Map.entry("platform_machine", "aarch64"),
            Map.entry("platform_release", ""),
            Map.entry("platform_version", ""),
            Map.entry("platform_python_implementation", "CPython"),
            Map.entry("implementation_name", "cpython"),
            Map.entry("implementation_version", full),
            Map.entry("python_version", minor),
            Map.entry("python_full_version", full)));
  }

  /** The value of a variable. */
  Optional<String> value(String variable) {
    return Optional.ofNullable(variables.get(variable));
  }
}
