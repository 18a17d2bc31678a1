package io.github.jbuild.profile;

import io.github.jbuild.profile.Profile.Check;
import io.github.jbuild.profile.Profile.Generator;
import io.github.jbuild.profile.Profile.SourceBuild;
import org.jspecify.annotations.Nullable;

/** Reads {@code sources}. */
final class SourceDecoder {

  /** Names become names of build stages. */
  static final Rule<String> NAME =
      Rule.matching(
          "[a-z][a-z0-9_-]*",
          "a name for a source build",
          "use lower-case letters, digits, dashes and underscores, a letter first");

  private static final Rule<String> CMAKE_NAME =
      Rule.matching(
          "[A-Za-z_][A-Za-z0-9_]*", "a CMake cache entry", "names are like CMAKE_BUILD_TYPE");

  private static final Rule<String> INSTALL = PathRules.installGlob();

  private static final Rule<Generator> GENERATOR = Rules.oneOf(Generator.values(), Generator::id);

  private SourceDecoder() {}

  static SourceBuild read(Fields fields) {
    String version = fields.required("version", Rules.VERSION);
    var url = fields.required("url", Rules.URL);
    var sha256 = fields.required("sha256", Rules.SHA256);
    @Nullable Generator generator = fields.optional("generator", GENERATOR);
    return new SourceBuild(
        version,
        url,
        sha256,
        generator == null ? Generator.NINJA : generator,
        fields.scalars("defines", CMAKE_NAME, Rules.VALUE),
        fields.requiredList("install", INSTALL),
        fields.optionalSection("check", SourceDecoder::check));
  }

  private static Check check(Fields fields) {
    return new Check(
        fields.requiredList("command", Rules.ARGUMENT), fields.required("contains", Rules.VALUE));
  }
}
