package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.profile.decode.BadValue;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds profiles or fragments by name: in the given folders, in {@code profiles}, among the
 * built-in ones.
 */
final class ProfileFinder {

  private final Catalogue catalogue;
  private final Path workingFolder;
  private final List<Path> folders = new ArrayList<>();

  /**
   * @param folders folders of profiles that are searched first
   */
  ProfileFinder(Catalogue catalogue, Path workingFolder, List<Path> folders) {
    this.catalogue = catalogue;
    this.workingFolder = workingFolder;
    folders.forEach(folder -> this.folders.add(catalogue.in(folder)));
    this.folders.add(catalogue.in(Path.of("profiles")));
  }

  /**
   * Finds a profile, or a fragment.
   *
   * @param profile its name or path
   * @throws JbuildException of kind {@code INVALID_INPUT} if there is none
   */
  ProfileSource find(String profile) {
    if (ProfileSelection.isPath(profile)) {
      return file(profile);
    }
    String name = checkedName(profile);
    for (Path folder : folders) {
      for (String ending : List.of(".yaml", ".yml")) {
        Path file = folder.resolve(name + ending);
        if (Files.exists(workingFolder.resolve(file))) {
          return ProfileSource.file(file, workingFolder);
        }
      }
    }
    if (catalogue.builtIn().contains(name)) {
      return builtIn(name);
    }
    throw error("there is no " + catalogue.word() + " named " + Quoted.of(name))
        .hint(Suggestions.didYouMean(name, all().keySet()));
  }

  /** What {@code child} names in {@code extends} or {@code use}. */
  ProfileSource findParent(String parent, ProfileSource child) {
    if (ProfileSelection.isPath(parent)) {
      if (child.builtInOrNull() != null) {
        throw error("a built-in profile may refer only to built-in " + catalogue.word() + "s");
      }
      Path written = path(parent);
      Path folder = path(child.file()).getParent();
      return ProfileSource.file(
          folder == null ? written : folder.resolve(written).normalize(), workingFolder);
    }
    return child.builtInOrNull() == null ? find(parent) : builtIn(parent);
  }

  /** A file by its path. */
  ProfileSource file(String path) {
    return ProfileSource.file(path(path), workingFolder);
  }

  /** All that can be found by name, sorted; what hides another of its name wins. */
  Map<String, ProfileSource> all() {
    Map<String, ProfileSource> found = new TreeMap<>();
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        found.putIfAbsent(name, ProfileSource.file(file, workingFolder));
      }
    }
    for (String name : catalogue.builtIn()) {
      found.putIfAbsent(name, builtIn(name));
    }
    return found;
  }

  private List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    Path absolute = workingFolder.resolve(folder);
    if (!Files.isDirectory(absolute)) {
      return files;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(absolute, "*.{yaml,yml}")) {
      stream.forEach(file -> files.add(folder.resolve(file.getFileName())));
    } catch (IOException e) {
      throw error("cannot list the directory " + folder).cause(e);
    }
    files.sort(null);
    return files;
  }

  private ProfileSource builtIn(String name) {
    return ProfileSource.builtIn(catalogue.text(name), workingFolder);
  }

  private String checkedName(String name) {
    try {
      return catalogue.nameRule().parse(name);
    } catch (BadValue e) {
      throw error(String.valueOf(e.getMessage()))
          .hint(
              "use lower-case letters, digits, ., _ and - for a name; a path has a slash or ends in .yaml");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw error(Quoted.of(text) + " is not a path").cause(e);
    }
  }

  private static JbuildException error(String message) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message);
  }
}
