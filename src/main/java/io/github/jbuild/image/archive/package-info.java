/** Reads images from the archives and layouts that engines save, layer by layer as a stream. */
@NullMarked
package io.github.jbuild.image.archive;

import org.jspecify.annotations.NullMarked;
