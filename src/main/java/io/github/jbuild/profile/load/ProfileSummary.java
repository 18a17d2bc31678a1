package io.github.jbuild.profile.load;

import org.jspecify.annotations.Nullable;

/**
 * A line of the list of profiles.
 *
 * @param name its name
 * @param description its own words about itself; may be empty
 * @param source the file, or {@code built-in}
 * @param problemOrNull what is wrong with it first, if anything is
 */
public record ProfileSummary(
    String name, String description, String source, @Nullable String problemOrNull) {}
