package io.github.jbuild.profile.load;

import io.github.jbuild.profile.decode.ValueParser;
import io.github.jbuild.profile.decode.ValueParsers;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of documents that are found by name.
 *
 * @param word what one of them is called, and the key that holds its name
 * @param folder where they are in a folder of profiles; empty for that folder
 * @param builtIn names of those in the program itself, sorted
 */
record Catalogue(String word, String folder, List<String> builtIn) {

  static final Catalogue PROFILES = new Catalogue("profile", "", BuiltInProfiles.NAMES);
  static final Catalogue FRAGMENTS =
      new Catalogue("fragment", "fragments", BuiltInProfiles.FRAGMENTS);

  Catalogue {
    builtIn = List.copyOf(builtIn);
  }

  /** What their names look like. */
  ValueParser<String> nameRule() {
    return ValueParsers.nameOf(word);
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
