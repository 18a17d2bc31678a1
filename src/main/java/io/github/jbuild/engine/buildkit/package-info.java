/**
 * BuildKit as the builder of an engine: with a session of our own, or over an engine's build API.
 */
@NullMarked
package io.github.jbuild.engine.buildkit;

import org.jspecify.annotations.NullMarked;
