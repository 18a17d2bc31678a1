package io.github.jbuild.engine.failure;

import org.jspecify.annotations.Nullable;

/**
 * The engine's own account of a failed build.
 *
 * @param exitStatus how the step's program ended; null if none failed
 */
public record BuildFailure(String message, @Nullable Integer exitStatus) {}
