package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.decode.ProfileDecoder;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Loads profiles by name or path, with {@code extends}, overlays and single settings. Names are
 * looked for in the given folders, then in {@code profiles} of the working folder, then among the
 * built-in profiles. Reads files only; touches no network.
 */
public final class ProfileLoader {

  private static final String ANY = "<any profile>";

  private final Path workingFolder;
  private final ProfileFinder finder;
  private final ProfileFinder fragments;

  /**
   * @param workingFolder what relative paths start from
   * @param profileFolders folders that are searched first, in this order
   */
  public ProfileLoader(Path workingFolder, List<Path> profileFolders) {
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
    this.finder = new ProfileFinder(Catalogue.PROFILES, this.workingFolder, profileFolders);
    this.fragments = new ProfileFinder(Catalogue.FRAGMENTS, this.workingFolder, profileFolders);
  }

  /**
   * Loads a valid profile.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} that lists all problems: the first as its
   *     message, place and hint, the others as details
   */
  public Profile load(ProfileSelection selection) {
    return read(selection).profile();
  }

  /**
   * Reads a profile that may have problems.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} if there is no such profile or a file of
   *     it is not YAML
   */
  public LoadedProfile read(ProfileSelection selection) {
    ProfileReader reader = reader();
    YamlNode.Mapping document = reader.read(selection);
    Origins origins = OriginCollector.document(document);
    ProfileDecoder decoder = new ProfileDecoder(reader::folderOf, origins);
    Profile profile = decoder.decode(document);
    return new LoadedProfile(document, origins, decoder.problems(), profile);
  }

  /**
   * Reads a fragment on its own. Its problems are those that it has in any profile.
   *
   * @param name its name, or the path of its file
   * @throws JbuildException as {@link #read} does
   */
  public LoadedProfile readFragment(String name) {
    ProfileReader reader = reader();
    YamlNode.Mapping fragment = reader.readFragment(fragments.find(name), name);
    YamlNode.Mapping document = DocumentOverlay.lay(minimal(), Fragments.content(fragment));
    ProfileDecoder decoder =
        new ProfileDecoder(
            file -> file.equals(ANY) ? workingFolder : reader.folderOf(file),
            OriginCollector.document(document));
    Profile profile = decoder.decode(document);
    String file = fragment.span().file();
    return new LoadedProfile(
        fragment,
        OriginCollector.document(fragment),
        decoder.problems().stream().filter(p -> p.span().file().equals(file)).toList(),
        profile);
  }

  /** Whether a profile can be found by this name; it may be invalid. */
  public boolean knows(String name) {
    return finder.all().containsKey(name);
  }

  /** All profiles that can be found by name, sorted by it, valid or not. */
  public List<ProfileSummary> list() {
    return finder.all().entrySet().stream()
        .map(found -> summary(found, name -> load(ProfileSelection.of(name)).description()))
        .toList();
  }

  /** All fragments that can be found by name, sorted by it, valid or not. */
  public List<ProfileSummary> fragments() {
    return fragments.all().entrySet().stream()
        .map(found -> summary(found, name -> description(readFragment(name))))
        .toList();
  }

  /** What a fragment is merged over to be checked on its own. */
  private static YamlNode.Mapping minimal() {
    return (YamlNode.Mapping)
        YamlReader.read(
                ANY,
                """
                  profile: any
                  l4t: r0.0
                  base: {family: ubuntu, image: any, unpinned: any}
                  donor: {image: any@sha256:%s}
                  python: {version: 3.10, index: https://any/}
                  app: {context: .}
                  """
                    .formatted("0".repeat(64)))
            .orElseThrow();
  }

  private static String description(LoadedProfile fragment) {
    fragment.profile();
    YamlNode.@Nullable Entry text = fragment.document().entries().get("description");
    return text != null && text.value() instanceof YamlNode.Scalar words ? words.text() : "";
  }

  private ProfileReader reader() {
    return new ProfileReader(finder, fragments, workingFolder);
  }

  private ProfileSummary summary(
      Map.Entry<String, ProfileSource> found, UnaryOperator<String> describe) {
    String name = found.getKey();
    @Nullable Path path = found.getValue().pathOrNull();
    String source = path == null ? "built-in" : found.getValue().file();
    try {
      return new ProfileSummary(name, describe.apply(name), source, null);
    } catch (JbuildException e) {
      String place = e.span().map(span -> span + ": ").orElse("");
      return new ProfileSummary(name, "", source, place + e.message());
    }
  }
}
