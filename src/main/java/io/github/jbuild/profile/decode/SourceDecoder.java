package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile.Check;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.SourceBuild.Archive;
import io.github.jbuild.profile.SourceBuild.Cmake;
import io.github.jbuild.profile.SourceBuild.Generator;
import io.github.jbuild.profile.SourceBuild.GitCommit;
import io.github.jbuild.profile.SourceBuild.Recipe;
import io.github.jbuild.profile.SourceBuild.Script;
import io.github.jbuild.profile.SourceBuild.SetupPy;
import io.github.jbuild.profile.SourceBuild.Source;
import io.github.jbuild.profile.Tool;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code sources} and {@code tools}. */
final class SourceDecoder {

  /** Names become names of build stages. */
  static final ValueParser<String> NAME =
      ValueParser.matching(
          "[a-z][a-z0-9_-]*",
          "a name for a source build",
          "use lower-case letters, digits, dashes and underscores, a letter first");

  private static final ValueParser<String> CMAKE_NAME =
      ValueParser.matching(
          "[A-Za-z_][A-Za-z0-9_]*", "a CMake cache entry", "use names such as CMAKE_BUILD_TYPE");

  private static final ValueParser<String> COMMIT =
      ValueParser.matching(
              "[0-9a-f]{40}",
              "the full hash of a commit",
              "a tag or branch can move; git ls-remote URL TAG prints 40 hexadecimal digits")
          .takingNumbers();

  private static final ValueParser<String> INSTALL = PathParsers.installGlob();

  private static final ValueParser<Generator> GENERATOR =
      ValueParsers.oneOf(Generator.values(), Generator::id);

  private static final ValueParser<String> SYSTEM =
      ValueParsers.oneOf(new String[] {"setup.py", "script", "cmake"}, name -> name);

  private SourceDecoder() {}

  static SourceBuild source(Fields fields, Set<String> knownTools) {
    String version = fields.required("version", ValueParsers.VERSION);
    Source from = from(fields);
    Recipe recipe = recipe(fields);
    @Nullable String wheel = fields.optional("wheel", PathParsers.sourceGlob());
    List<String> install =
        wheel == null ? fields.requiredList("install", INSTALL) : fields.list("install", INSTALL);
    return new SourceBuild(
        version,
        from,
        recipe,
        fields.sectionList("patches", SourceDecoder::patch),
        fields.scalars("env", ValueParsers.ENV_NAME, ValueParsers.VALUE),
        fields.optional("jobs", ValueParsers.JOBS),
        tools(fields, knownTools),
        fields.list("remove", AptParsers.PACKAGE),
        fields.list("packages", PythonParsers.SPECIFIER),
        wheel,
        install,
        fields.optionalSection("check", SourceDecoder::check));
  }

  private static List<String> tools(Fields fields, Set<String> known) {
    List<String> tools = fields.list("tools", NAME);
    for (String tool : tools) {
      if (!tool.isEmpty() && !known.contains(tool)) {
        fields.problem(
            "tools",
            "there is no tool " + Quoted.of(tool),
            known.isEmpty() ? "define it under tools" : Suggestions.didYouMean(tool, known));
      }
    }
    return tools;
  }

  private static Source from(Fields fields) {
    @Nullable GitCommit git = fields.optionalSection("git", SourceDecoder::git);
    if (git == null) {
      return new Archive(
          fields.required("url", ValueParsers.URL), fields.required("sha256", ValueParsers.SHA256));
    }
    for (String key : List.of("url", "sha256")) {
      if (fields.has(key)) {
        fields.problem(
            key, "the source is already a git commit", "keep either git, or url and sha256");
      }
    }
    return git;
  }

  private static GitCommit git(Fields fields) {
    return new GitCommit(
        fields.required("url", ValueParsers.URL),
        fields.required("commit", COMMIT),
        fields.flag("submodules"));
  }

  private static Recipe recipe(Fields fields) {
    @Nullable String system = fields.optional("build", SYSTEM);
    boolean cmake = system == null || system.equals("cmake");
    @Nullable Generator generator = fields.optional("generator", GENERATOR);
    var defines = fields.scalars("defines", CMAKE_NAME, ValueParsers.VALUE);
    boolean own = "script".equals(system);
    List<String> script =
        own
            ? fields.requiredList("script", ValueParsers.ARGUMENT)
            : fields.list("script", ValueParsers.ARGUMENT);
    for (String key : List.of("generator", "defines")) {
      refuse(fields, key, !cmake, "cmake");
    }
    refuse(fields, "script", cmake || "setup.py".equals(system), "script");
    if (cmake) {
      return new Cmake(generator == null ? Generator.NINJA : generator, defines);
    }
    return own ? new Script(script) : new SetupPy();
  }

  private static void refuse(Fields fields, String key, boolean wrong, String system) {
    if (wrong && fields.has(key)) {
      fields.problem(
          key,
          "belongs to build: " + Quoted.of(system),
          "set build: " + system + ", or remove this field");
    }
  }

  static Tool tool(Fields fields) {
    @Nullable Integer strip = fields.optional("strip", ValueParsers.STRIP);
    @Nullable String to = fields.optional("to", PathParsers.absolute());
    return new Tool(
        fields.required("version", ValueParsers.VERSION),
        fields.required("url", ValueParsers.URL),
        fields.required("sha256", ValueParsers.SHA256),
        strip == null ? 1 : strip,
        to == null ? "/usr/local" : to,
        fields.optionalSection("check", SourceDecoder::check));
  }

  static Patch patch(Fields fields) {
    @Nullable String by = fields.optional("by", ValueParsers.ARGUMENT);
    return new Patch(
        fields.required("file", PathParsers.inSource()),
        fields.required("text", ValueParsers.LINES),
        by == null ? "" : by);
  }

  static Check check(Fields fields) {
    return new Check(
        fields.requiredList("command", ValueParsers.ARGUMENT),
        fields.optional("contains", ValueParsers.VALUE));
  }
}
