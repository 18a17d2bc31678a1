package io.github.jbuild.plan;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.profile.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How packages are installed.
 *
 * @param uv whether uv installs them, or pip
 * @param strategy uv's {@code --index-strategy}; null for its default
 * @param overrides whether uv has a file of overrides
 * @param env environment of the installing program
 */
public record InstallSettings(
    boolean uv, @Nullable String strategy, boolean overrides, Map<String, String> env) {

  public InstallSettings {
    env = Ordered.copyOf(env);
  }

  /** The program's name. */
  public String program() {
    return uv ? "uv pip" : "pip";
  }

  /** Options that every install has. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (strategy != null) {
      options.addAll(List.of("--index-strategy", strategy));
    }
    if (overrides) {
      options.addAll(List.of("--override", "/overrides.txt"));
    }
    return options;
  }

  public static InstallSettings of(Python python) {
    Python.@Nullable Uv uv = python.installer() instanceof Python.Uv used ? used : null;
    Python.@Nullable IndexStrategy strategy = uv == null ? null : uv.strategyOrNull();
    return new InstallSettings(
        uv != null,
        strategy == null ? null : strategy.id(),
        !python.overrides().isEmpty(),
        env(python, uv != null));
  }

  /** pip, with the profile's environment. */
  public static InstallSettings pip(Python python) {
    return new InstallSettings(false, null, false, env(python, false));
  }

  private static Map<String, String> env(Python python, boolean uv) {
    Map<String, String> env = new LinkedHashMap<>();
    @Nullable Integer timeout = python.timeoutOrNull();
    if (timeout != null) {
      env.put("PIP_DEFAULT_TIMEOUT", timeout.toString());
      if (uv) {
        env.put("UV_HTTP_TIMEOUT", timeout.toString());
      }
    }
    env.putAll(python.env());
    return env;
  }
}
