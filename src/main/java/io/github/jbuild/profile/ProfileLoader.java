package io.github.jbuild.profile;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads profiles by name or path, with {@code extends}, overlays and single settings. Names are
 * looked for in the given folders, then in {@code profiles} of the working folder, then among the
 * built-in profiles. Reads files only; touches no network.
 */
public final class ProfileLoader {

  private final Path workingFolder;
  private final ProfileFinder finder;

  /**
   * @param workingFolder what relative paths start from
   * @param profileFolders folders that are searched first, in this order
   */
  public ProfileLoader(Path workingFolder, List<Path> profileFolders) {
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
    this.finder = new ProfileFinder(this.workingFolder, profileFolders);
  }

  /**
   * Loads a valid profile.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} that tells all problems: the first as its
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
    ProfileReader reader = new ProfileReader(finder, workingFolder);
    YamlNode.Mapping document = reader.read(selection);
    Origins origins = OriginsOf.document(document);
    ProfileDecoder decoder = new ProfileDecoder(reader::folderOf, origins);
    Profile profile = decoder.decode(document);
    return new LoadedProfile(document, origins, decoder.problems(), profile);
  }

  /** Whether a profile can be found by this name; it may be invalid. */
  public boolean knows(String name) {
    return finder.all().containsKey(name);
  }

  /** All profiles that can be found by name, sorted by it, valid or not. */
  public List<ProfileSummary> list() {
    return finder.all().entrySet().stream().map(this::summary).toList();
  }

  private ProfileSummary summary(Map.Entry<String, ProfileSource> found) {
    String name = found.getKey();
    @Nullable Path path = found.getValue().pathOrNull();
    String source = path == null ? "built-in" : found.getValue().file();
    try {
      return new ProfileSummary(name, load(ProfileSelection.of(name)).description(), source, null);
    } catch (JbuildException e) {
      String place = e.span().map(span -> span + ": ").orElse("");
      return new ProfileSummary(name, "", source, place + e.message());
    }
  }
}
