/**
 * Patterns for paths: those of {@code .dockerignore}, which BuildKit also uses to say which files
 * it wants, and those of COPY.
 */
@NullMarked
package io.github.jbuild.core.pattern;

import org.jspecify.annotations.NullMarked;
