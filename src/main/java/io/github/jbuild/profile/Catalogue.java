package io.github.jbuild.profile;

import java.nio.file.Path;
import java.util.List;

/** The kinds of documents that are found by name. */
enum Catalogue {
  PROFILES("profile", "", BuiltInProfiles.NAMES),
  FRAGMENTS("fragment", "fragments", BuiltInProfiles.FRAGMENTS);

  private final String word;
  private final String folder;
  private final List<String> builtIn;
  private final Rule<String> nameRule;

  Catalogue(String word, String folder, List<String> builtIn) {
    this.word = word;
    this.folder = folder;
    this.builtIn = builtIn;
    this.nameRule =
        Rule.matching(
            "[a-z0-9][a-z0-9._-]*",
            "a " + word + "'s name",
            "use lower-case letters, digits, dots, dashes and underscores");
  }

  /** What one of them is called, and the key that holds its name. */
  String word() {
    return word;
  }

  /** Names of those in the program itself, sorted. */
  List<String> builtIn() {
    return builtIn;
  }

  /** What their names look like. */
  Rule<String> nameRule() {
    return nameRule;
  }

  /** Where they are in a folder of profiles. */
  Path in(Path profiles) {
    return profiles.resolve(folder);
  }

  /** The name of a built-in one's text, for {@link BuiltInProfiles}. */
  String text(String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
