package io.github.jbuild.profile.load;

import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.yaml.YamlNode;
import java.util.List;

/**
 * A profile as it was read: the merged document and what is wrong with it.
 *
 * @param document all that was written, merged, without {@code extends}
 * @param origins the place of each of its values
 * @param problems in the order of the text; empty when the profile is valid
 */
public record LoadedProfile(
    YamlNode.Mapping document, Origins origins, List<ProfileProblem> problems, Profile decoded) {

  public LoadedProfile {
    problems = List.copyOf(problems);
  }

  /**
   * The profile.
   *
   * @throws io.github.jbuild.core.JbuildException of kind {@code INVALID_INPUT} with all problems
   *     if there are any
   */
  public Profile profile() {
    if (!problems.isEmpty()) {
      throw ProfileProblem.toException(problems);
    }
    return decoded;
  }
}
