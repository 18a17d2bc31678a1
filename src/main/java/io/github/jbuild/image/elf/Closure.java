package io.github.jbuild.image.elf;

import io.github.jbuild.image.FileEntry;
import java.util.List;

/**
 * The libraries that the loader loads for a program or library, as {@code ldd} prints them.
 *
 * @param root the program or library
 * @param interpreter path of the loader
 * @param interpreterFound whether the image holds the loader; without it a program does not start
 * @param dependencies in the order in which they are loaded. The loader itself is not among them. A
 *     library that is not found is here once for each object that needs it
 * @param versionProblems symbol versions that are not there
 */
public record Closure(
    FileEntry root,
    String interpreter,
    boolean interpreterFound,
    List<Dependency> dependencies,
    List<VersionProblem> versionProblems) {

  public Closure {
    dependencies = List.copyOf(dependencies);
    versionProblems = List.copyOf(versionProblems);
  }

  /** The dependencies of a status. */
  public List<Dependency> with(Dependency.Status status) {
    return dependencies.stream().filter(dependency -> dependency.status() == status).toList();
  }
}
