package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.Python.IndexStrategy;
import io.github.jbuild.profile.Python.Installer;
import io.github.jbuild.profile.Python.Local;
import io.github.jbuild.profile.Python.Pip;
import io.github.jbuild.profile.Python.Uv;
import io.github.jbuild.profile.Python.Wheel;
import io.github.jbuild.profile.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code python}. */
final class PythonDecoder {

  private static final ValueParser<String> INSTALLER =
      ValueParsers.oneOf(new String[] {"uv", "pip"}, name -> name);

  private static final ValueParser<IndexStrategy> STRATEGY =
      ValueParsers.oneOf(IndexStrategy.values(), IndexStrategy::id);

  private static final ValueParser<Integer> TIMEOUT =
      ValueParsers.number(1, 86_400, "a number of seconds", "write 1 to 86400");

  private PythonDecoder() {}

  static Python read(Fields fields, boolean hasContext) {
    String version = fields.required("version", PythonParsers.PYTHON);
    Installer installer = installer(fields);
    var index = fields.required("index", ValueParsers.URL);
    Map<String, Wheel> wheels = fields.sections("wheels", PythonParsers.NAME, PythonDecoder::wheel);
    refuseTwins(fields, wheels);
    var requirements = fields.list("requirements", PathParsers.inContext());
    List<Local> local = fields.sectionList("local", PythonDecoder::local);
    if (!hasContext) {
      needContext(fields, "requirements", "requirement files");
      needContext(fields, "local", "local packages");
    }
    List<String> overrides = fields.list("overrides", PythonParsers.SPECIFIER);
    if (!overrides.isEmpty() && installer instanceof Pip) {
      fields.problem("overrides", "pip does not support overrides", "set installer: uv");
    }
    return new Python(
        version,
        installer,
        index,
        wheels,
        requirements,
        fields.list("packages", PythonParsers.SPECIFIER),
        fields.list("no-deps", PythonParsers.SPECIFIER),
        local,
        fields.list("constraints", PythonParsers.SPECIFIER),
        overrides,
        fields.list("remove", PythonParsers.NAME),
        fields.flag("upgrade"),
        fields.scalars("env", ValueParsers.ENV_NAME, ValueParsers.VALUE),
        fields.optional("timeout", TIMEOUT),
        fields.sectionList("patches", SourceDecoder::patch),
        fields.sectionList("checks", SourceDecoder::check));
  }

  private static void needContext(Fields fields, String key, String what) {
    if (fields.has(key)) {
      fields.problem(
          key,
          what + " are in the application's context, but there is none",
          "set app.context to its directory");
    }
  }

  private static Installer installer(Fields fields) {
    boolean uv = "uv".equals(fields.optional("installer", INSTALLER));
    if (!uv) {
      if (fields.has("uv")) {
        fields.problem("uv", "the installer is pip", "set installer: uv");
      }
      fields.optionalSection("uv", PythonDecoder::uv);
      return new Pip();
    }
    return fields.requiredSection("uv", PythonDecoder::uv);
  }

  private static Uv uv(Fields fields) {
    return new Uv(
        new Tool(
            fields.required("version", ValueParsers.VERSION),
            fields.required("url", ValueParsers.URL),
            fields.required("sha256", ValueParsers.SHA256),
            1,
            "/uv",
            null),
        fields.optional("index-strategy", STRATEGY));
  }

  private static Local local(Fields fields) {
    String path = fields.required("path", PathParsers.inContext());
    boolean deps = fields.flag("deps");
    @Nullable String name = fields.optional("name", PythonParsers.NAME);
    if (!deps && name == null && fields.has("path")) {
      fields.problem(
          "path",
          "a package without its dependencies needs a name",
          "set name: to the name in its pyproject.toml, so that missing dependencies can be listed; or set deps: true");
    }
    return new Local(path, deps, name);
  }

  private static Wheel wheel(Fields fields) {
    return new Wheel(
        fields.required("version", PythonParsers.VERSION),
        fields.required("sha256", ValueParsers.SHA256),
        fields.optional("url", ValueParsers.URL));
  }

  private static void refuseTwins(Fields fields, Map<String, Wheel> wheels) {
    Map<String, String> names = new HashMap<>();
    for (String name : wheels.keySet()) {
      @Nullable String twin = names.put(PythonParsers.normalised(name), name);
      if (twin != null) {
        fields.problem(
            "wheels",
            Quoted.of(twin) + " and " + Quoted.of(name) + " are the same distribution",
            "keep one of them");
      }
    }
  }
}
