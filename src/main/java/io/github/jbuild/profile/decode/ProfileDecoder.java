package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Profile.Apt;
import io.github.jbuild.profile.Profile.Base;
import io.github.jbuild.profile.Profile.Donor;
import io.github.jbuild.profile.Profile.Family;
import io.github.jbuild.profile.Profile.Library;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.profile.Tool;
import io.github.jbuild.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a merged document into a profile, noting all that is wrong with it. */
public final class ProfileDecoder {

  private static final ValueParser<String> L4T =
      ValueParser.matching(
          "r[0-9]+\\.[0-9]+(?:\\.[0-9]+)?", "an L4T release", "write it as r36.4.0");

  private static final ValueParser<String> LIBRARY_NAME =
      ValueParser.matching(
          "[a-z0-9][a-z0-9_.+-]*", "the name of a library set", "use names such as cudnn or cupti");

  private static final ValueParser<Family> FAMILY = ValueParsers.oneOf(Family.values(), Family::id);

  private static final ValueParser<Profile.Provider> PROVIDER =
      ValueParsers.oneOf(
          Profile.Provider.values(), provider -> provider.name().toLowerCase(Locale.ROOT));

  private static final ValueParser<String> CODE =
      ValueParser.matching("JB1[0-9]{2}", "the code of a check", "use codes such as JB105");

  private final Function<String, Path> folderOf;
  private final Origins origins;
  private final List<ProfileProblem> problems = new ArrayList<>();

  /**
   * @param folderOf the folder that paths written in a file, named as in its spans, start from
   */
  public ProfileDecoder(Function<String, Path> folderOf, Origins origins) {
    this.folderOf = folderOf;
    this.origins = origins;
  }

  /** The profile; worth something only when there are no {@link #problems()} afterwards. */
  public Profile decode(YamlNode.Mapping document) {
    return Fields.root(document, problems, this::profile);
  }

  /** All problems found, in the order of the text; none shows a line that another hides. */
  public List<ProfileProblem> problems() {
    List<SourceSpan> hidden =
        problems.stream().map(ProfileProblem::span).filter(span -> span.text().isEmpty()).toList();
    return problems.stream()
        .map(
            problem ->
                hidden.stream().anyMatch(problem.span()::isBeside)
                    ? problem.withoutLine()
                    : problem)
        .sorted(ProfileProblem::byPlace)
        .toList();
  }

  private Profile profile(Fields fields) {
    String name = fields.required("profile", ValueParsers.nameOf("profile"));
    @Nullable String description = fields.optional("description", ValueParsers.TEXT);
    String l4t = fields.required("l4t", L4T);
    Base base = fields.requiredSection("base", ProfileDecoder::base);
    @Nullable Donor donor = fields.optionalSection("donor", ProfileDecoder::donor);
    Map<String, Library> libraries =
        fields.sections(
            "libraries", LIBRARY_NAME, section -> library(section, fields.has("donor")));
    Apt apt = fields.section("apt", AptParsers::read);
    boolean hasContext = fields.has("app", "context");
    Map<String, Tool> tools = fields.sections("tools", SourceDecoder.NAME, SourceDecoder::tool);
    return new Profile(
        name,
        description == null ? "" : description,
        l4t,
        base,
        donor,
        libraries,
        fields.section("loader", loader -> loader.list("paths", PathParsers.absolute())),
        apt,
        tools,
        fields.sections(
            "sources", SourceDecoder.NAME, source -> SourceDecoder.source(source, tools.keySet())),
        fields.requiredSection("python", python -> PythonDecoder.read(python, hasContext)),
        fields.section("app", app -> AppDecoder.read(app, folderOf)),
        fields.section("image", ImageDecoder::read),
        fields.section("expect", ExpectDecoder::read),
        fields.sectionList("raw", ProfileDecoder::raw),
        fields.scalars("reasons", ValueParser.of("", this::existing), ValueParsers.TEXT),
        fields.scalars("ignore", CODE, ValueParsers.TEXT),
        origins);
  }

  /** The path of a field that the profile has. */
  private String existing(String path) {
    if (origins.places().containsKey(path)) {
      return path;
    }
    List<String> near =
        Suggestions.nearest(path, origins.places().keySet()).stream()
            .filter(known -> !known.startsWith("reasons"))
            .toList();
    throw BadValue.of(
        "the profile has no field " + Quoted.of(path),
        near.isEmpty()
            ? "use the path of a field as jbuild profile show prints it, such as app.env"
            : Suggestions.didYouMean(path, near));
  }

  private static Base base(Fields fields) {
    @Nullable String unpinned = fields.optional("unpinned", ValueParsers.TEXT);
    return new Base(
        fields.required("family", FAMILY),
        fields.required("image", unpinned == null ? ValueParsers.PINNED_IMAGE : ValueParsers.IMAGE),
        unpinned);
  }

  private static Donor donor(Fields fields) {
    return new Donor(
        fields.required("image", ValueParsers.PINNED_IMAGE),
        fields.sectionList(
            "copy",
            copy ->
                new Profile.Copy(
                    copy.oneOrMore("from", PathParsers.absoluteGlob()),
                    copy.required("to", PathParsers.absolute()))));
  }

  private static Profile.Raw raw(Fields fields) {
    return new Profile.Raw(
        fields.required("stage", SourceDecoder.NAME),
        fields.requiredList("lines", ValueParsers.TEXT),
        fields.required("why", ValueParsers.TEXT));
  }

  private static Library library(Fields fields, boolean hasDonor) {
    @Nullable String version = fields.optional("version", ValueParsers.DOTTED_VERSION);
    Profile.Provider from = fields.required("from", PROVIDER);
    if (from == Profile.Provider.DONOR && !hasDonor && fields.has("from")) {
      fields.problem(
          "from", "the profile has no donor", "set an image under donor, or use from: base");
    }
    List<String> files = fields.list("files", PathParsers.absoluteGlob());
    @Nullable String to = fields.optional("to", PathParsers.absolute());
    if (files.isEmpty() == (to != null)) {
      fields.problem(
          files.isEmpty() ? "to" : "files",
          "files and to must be used together",
          "your own set needs both; a known set has neither");
    }
    return new Library(version, from, files, to);
  }
}
