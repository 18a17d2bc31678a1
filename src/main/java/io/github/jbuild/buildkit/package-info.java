/**
 * A client of BuildKit's gRPC API, without docker, buildx or any other program. Knows nothing of
 * jbuild but the values of {@code core}.
 */
@NullMarked
package io.github.jbuild.buildkit;

import org.jspecify.annotations.NullMarked;
