package io.github.jbuild.cli.options;

import io.github.jbuild.profile.load.ProfileLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says where profiles are looked for by name. */
public final class ProfileFolders {

  @Option(
      names = "--profiles-dir",
      paramLabel = "DIR",
      description = "Directory to search for profiles before ./profiles; repeatable.")
  private List<Path> folders = new ArrayList<>();

  /** A loader that looks where the user says. */
  public ProfileLoader loader() {
    return new ProfileLoader(Path.of(""), folders);
  }
}
