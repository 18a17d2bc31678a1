package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.testing.ProfileCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with profiles for tests. */
public record ProfileFolder(Path path) {

  /** A valid profile with nothing that could be left out, without a line end at its end. */
  public static final String MINIMAL = ProfileCorpus.MINIMAL;

  public ProfileFolder file(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the minimal profile followed by {@code text}. */
  public ProfileFolder minimalWith(String text) {
    return file("mine.yaml", MINIMAL + text);
  }

  ProfileLoader loader() {
    return new ProfileLoader(path, List.of());
  }

  public Profile load(String profile, String... sets) {
    return loader().load(new ProfileSelection(profile, List.of(), List.of(sets)));
  }

  public LoadedProfile read(ProfileSelection selection) {
    return loader().read(selection);
  }

  /** All that is wrong with {@code mine.yaml}, one a line. */
  public String problems(String... sets) {
    return problems(new ProfileSelection("./mine.yaml", List.of(), List.of(sets)));
  }

  public String problems(ProfileSelection selection) {
    StringBuilder out = new StringBuilder();
    try {
      for (ProfileProblem problem : read(selection).problems()) {
        out.append(problem.span()).append(": ").append(problem.message());
        problem.hint().ifPresent(hint -> out.append(" | ").append(hint));
        out.append('\n');
      }
    } catch (JbuildException e) {
      e.span().ifPresent(span -> out.append(span).append(": "));
      out.append(e.message());
      e.hint().ifPresent(hint -> out.append(" | ").append(hint));
      out.append('\n');
    }
    return out.toString();
  }
}
