package io.github.jbuild.plan;

import io.github.jbuild.profile.AptRepository;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps with Debian packages. */
public sealed interface AptStep extends Step {

  /**
   * A repository that is there while packages are installed.
   *
   * @param name its name in the profile
   * @param line its line in apt's list (sources.list(5))
   */
  record Repository(String name, String line) {

    /** Where the keys of repositories are while apt runs: a folder that every base has. */
    public static final String KEYS = "/media";

    public static Repository of(String name, AptRepository repository) {
      return new Repository(
          name,
          Stream.concat(
                  Stream.of(
                      "deb [signed-by=" + KEYS + "/" + name + ".gpg]",
                      repository.url().toString(),
                      repository.suite()),
                  repository.components().stream())
              .collect(Collectors.joining(" ")));
    }
  }

  /**
   * Installs Debian packages without recommended ones.
   *
   * @param repositories repositories in addition to those of the image; nothing of them remains in
   *     it
   */
  record AptInstall(Origin origin, List<String> packages, List<Repository> repositories)
      implements AptStep {
    public AptInstall {
      packages = packages.stream().sorted().distinct().toList();
      repositories = List.copyOf(repositories);
    }

    @Override
    public String title() {
      return "apt-get install " + String.join(" ", packages);
    }
  }

  /** Removes those of the packages that are installed. */
  record AptRemove(Origin origin, List<String> packages) implements AptStep {
    @Override
    public String title() {
      return "apt-get purge " + String.join(" ", packages);
    }
  }
}
