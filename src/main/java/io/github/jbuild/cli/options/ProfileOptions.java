package io.github.jbuild.cli.options;

import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose profiles and change them. */
public final class ProfileOptions {

  @Option(
      names = {"-p", "--profile"},
      paramLabel = "NAME|FILE",
      description = "Profile, by name or by path (with a slash, or ending in .yaml); repeatable.")
  private List<String> profiles = new ArrayList<>();

  @Mixin private ProfileFolders folders = new ProfileFolders();

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description = "YAML file to merge over the profile; repeatable.")
  private List<Path> overlays = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Set one value, such as --set python.upgrade=true; null removes it; repeatable.")
  private List<String> sets = new ArrayList<>();

  /** The profiles as the user named them. */
  public List<String> names() {
    return List.copyOf(profiles);
  }

  /** One selection for each {@code --profile}. */
  public List<ProfileSelection> selections() {
    return profiles.stream().map(this::selection).toList();
  }

  /** A profile with the overlays and settings of the command line. */
  public ProfileSelection selection(String profile) {
    return new ProfileSelection(profile, overlays, sets);
  }

  /** A loader that looks where the user says. */
  public ProfileLoader loader() {
    return folders.loader();
  }
}
