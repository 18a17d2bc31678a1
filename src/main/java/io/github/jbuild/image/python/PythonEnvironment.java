package io.github.jbuild.image.python;

import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.ProjectNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An interpreter and what it can import.
 *
 * @param interpreter absolute path of the interpreter; of a virtual environment, its folder's
 *     {@code bin/python}
 * @param version version of the interpreter; two numbers if the patch number is unknown
 * @param virtual whether it is a virtual environment (PEP 405)
 * @param siteFolders folders of {@code sys.path} that hold distributions, in order, with links
 *     followed
 * @param visible distributions that are found, by normalized name: the first of each on the path
 * @param shadowed distributions that one of the same name hides, earlier on the path
 * @param duplicates further metadata of a name in one folder, as an interrupted pip leaves it;
 *     which of them is found is up to the order of the file system
 * @param leftovers absolute paths of folders such as {@code ~orch}, which an interrupted pip has
 *     renamed
 */
public record PythonEnvironment(
    String interpreter,
    Pep440Version version,
    boolean virtual,
    List<String> siteFolders,
    List<Distribution> visible,
    List<Distribution> shadowed,
    List<Distribution> duplicates,
    List<String> leftovers) {

  public PythonEnvironment {
    siteFolders = List.copyOf(siteFolders);
    visible = List.copyOf(visible);
    shadowed = List.copyOf(shadowed);
    duplicates = List.copyOf(duplicates);
    leftovers = List.copyOf(leftovers);
  }

  /** The distribution that is found under a name, in any spelling. */
  public Optional<Distribution> find(String name) {
    String normalized = ProjectNames.normalized(name);
    return visible.stream().filter(d -> d.normalizedName().equals(normalized)).findFirst();
  }

  /** All distributions: visible, shadowed and duplicate ones. */
  public List<Distribution> all() {
    List<Distribution> all = new ArrayList<>(visible);
    all.addAll(shadowed);
    all.addAll(duplicates);
    return all;
  }
}
