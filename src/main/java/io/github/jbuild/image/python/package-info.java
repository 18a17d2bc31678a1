/**
 * The Python environments of an image: the distributions that are installed, and whether they are
 * whole and fit one another.
 */
@NullMarked
package io.github.jbuild.image.python;

import org.jspecify.annotations.NullMarked;
