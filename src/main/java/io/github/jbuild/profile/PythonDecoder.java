package io.github.jbuild.profile;

import io.github.jbuild.profile.Profile.Python;
import io.github.jbuild.profile.Profile.Wheel;
import io.github.jbuild.profile.yaml.Quoted;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code python}. */
final class PythonDecoder {

  private static final Rule<String> INSTALLER = Rules.oneOf(new String[] {"pip"}, name -> name);

  private PythonDecoder() {}

  static Python read(Fields fields, boolean hasContext) {
    String version = fields.required("version", PythonRules.PYTHON);
    fields.optional("installer", INSTALLER);
    var index = fields.required("index", Rules.URL);
    Map<String, Wheel> wheels = fields.sections("wheels", PythonRules.NAME, PythonDecoder::wheel);
    refuseTwins(fields, wheels);
    var requirements = fields.list("requirements", PathRules.inContext());
    if (!requirements.isEmpty() && !hasContext) {
      fields.problem(
          "requirements",
          "requirement files lie in the application's context, and there is none",
          "name its folder as app.context");
    }
    return new Python(
        version,
        index,
        wheels,
        requirements,
        fields.list("packages", PythonRules.SPECIFIER),
        fields.list("no-deps", PythonRules.SPECIFIER),
        fields.list("constraints", PythonRules.SPECIFIER),
        fields.list("remove", PythonRules.NAME),
        fields.flag("upgrade"));
  }

  private static Wheel wheel(Fields fields) {
    return new Wheel(
        fields.required("version", PythonRules.VERSION),
        fields.required("sha256", Rules.SHA256),
        fields.optional("url", Rules.URL));
  }

  private static void refuseTwins(Fields fields, Map<String, Wheel> wheels) {
    Map<String, String> names = new HashMap<>();
    for (String name : wheels.keySet()) {
      @Nullable String twin = names.put(PythonRules.normalised(name), name);
      if (twin != null) {
        fields.problem(
            "wheels",
            Quoted.of(twin) + " and " + Quoted.of(name) + " are the same distribution",
            "keep one of them");
      }
    }
  }
}
