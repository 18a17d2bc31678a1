/**
 * The build context: which files of a folder are wanted, what {@code .dockerignore} hides, and the
 * tar stream that an engine receives.
 */
@NullMarked
package io.github.jbuild.context;

import org.jspecify.annotations.NullMarked;
