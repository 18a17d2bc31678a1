/**
 * The Python environments of an image: versions and requirements as the PEPs define them, the
 * distributions that are installed, and whether they are whole and fit one another.
 */
@NullMarked
package io.github.jbuild.image.python;

import org.jspecify.annotations.NullMarked;
