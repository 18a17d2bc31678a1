package io.github.jbuild.profile;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.testing.ProfileCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with profiles for tests. */
record ProfileFolder(Path path) {

  /** A valid profile with nothing that could be left out, without a line end at its end. */
  static final String MINIMAL = ProfileCorpus.MINIMAL;

  ProfileFolder file(String name, String text) {
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
  ProfileFolder minimalWith(String text) {
    return file("mine.yaml", MINIMAL + text);
  }

  ProfileLoader loader() {
    return new ProfileLoader(path, List.of());
  }

  Profile load(String profile, String... sets) {
    return loader().load(new ProfileSelection(profile, List.of(), List.of(sets)));
  }

  LoadedProfile read(ProfileSelection selection) {
    return loader().read(selection);
  }

  /** All that is wrong with {@code mine.yaml}, one a line. */
  String problems(String... sets) {
    return problems(new ProfileSelection("./mine.yaml", List.of(), List.of(sets)));
  }

  String problems(ProfileSelection selection) {
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
