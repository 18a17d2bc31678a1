package io.github.jbuild.checks.image;

import java.util.List;

/** All checks of images. */
public final class ImageChecks {

  private ImageChecks() {}

  /** The checks in the order of their codes. */
  public static List<ImageCheck> all() {
    return List.of(
        new PlatformCheck(),
        new LayerCountCheck(),
        new SizeCheck(),
        new EntrypointCheck(),
        new InitCheck(),
        new ReloadCheck(),
        new UserCheck(),
        new LeftoversCheck(),
        new DuplicateFilesCheck(),
        new HiddenBytesCheck(),
        new DanglingLinksCheck(),
        new SecretsCheck(),
        new SecretFilesCheck(),
        new PackageIndexCheck(),
        new ConfigurationCheck(),
        new PinnedWheelsCheck(),
        new RecordFilesCheck(),
        new CudaPartsCheck(),
        new VersionPairsCheck(),
        new NumpyCheck(),
        new SharedImportsCheck(),
        new PipCheckCheck(),
        new InterruptedInstallsCheck(),
        new ExpectedVersionsCheck(),
        new ElfMachineCheck(),
        new NeededLibrariesCheck(),
        new CudnnCheck(),
        new ProfileLibrariesCheck());
  }
}
