package io.github.jbuild.profile.load;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the text of a profile or fragment is.
 *
 * @param file its name for the user
 * @param builtInOrNull name of the built-in text, if it is one
 * @param folder what paths written in it start from
 * @param pathOrNull the file, unless it is built in
 */
record ProfileSource(
    String file, @Nullable String builtInOrNull, Path folder, @Nullable Path pathOrNull) {

  /**
   * A text of the program itself.
   *
   * @param name as {@link BuiltInProfiles#text} takes it
   */
  static ProfileSource builtIn(String name, Path workingFolder) {
    return new ProfileSource(BuiltInProfiles.file(name), name, workingFolder, null);
  }

  /**
   * A file.
   *
   * @param written as the user wrote it
   */
  static ProfileSource file(Path written, Path workingFolder) {
    Path path = workingFolder.resolve(written).normalize();
    Path parent = path.getParent();
    return new ProfileSource(
        written.toString(), null, parent == null ? workingFolder : parent, path);
  }

  /** What is the same for the same text, however it was found. */
  String identity() {
    return pathOrNull == null ? file : SourceText.realPath(pathOrNull);
  }

  /** Throws what {@link #text()} would throw if there is no text. */
  void requireReadable() {
    if (pathOrNull != null) {
      SourceText.requireFile(file, pathOrNull);
    }
  }

  /** The whole text. */
  String text() {
    if (builtInOrNull != null) {
      return BuiltInProfiles.text(builtInOrNull);
    }
    return SourceText.read(file, pathOrNull == null ? folder : pathOrNull);
  }
}
