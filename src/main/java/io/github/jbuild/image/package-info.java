/** The file system of an image over its layers, and what its files say about themselves. */
@NullMarked
package io.github.jbuild.image;

import org.jspecify.annotations.NullMarked;
