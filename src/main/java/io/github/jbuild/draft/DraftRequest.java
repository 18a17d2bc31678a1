package io.github.jbuild.draft;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.Profile.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new profile is for.
 *
 * @param name the profile's name
 * @param l4t the L4T release of the devices
 * @param baseOrNull the base image with its digest; null for the one that the facts know
 * @param wheels Jetson wheels by name; {@code name=version} for one version
 * @param appOrNull folder of the application, relative to the profile's file
 * @param requirements requirement files in that folder
 * @param packages requirement specifiers
 * @param uvicorn whether uvicorn serves the application
 * @param port the port that it listens on
 */
public record DraftRequest(
    String name,
    String l4t,
    Family family,
    @Nullable ImageRef baseOrNull,
    List<String> wheels,
    @Nullable String appOrNull,
    List<String> requirements,
    List<String> packages,
    boolean uvicorn,
    int port) {
  public DraftRequest {
    wheels = List.copyOf(wheels);
    requirements = List.copyOf(requirements);
    packages = List.copyOf(packages);
  }
}
