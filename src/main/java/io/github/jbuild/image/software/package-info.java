/** The versions of the software in an image that matter on a Jetson, measured from its files. */
@NullMarked
package io.github.jbuild.image.software;

import org.jspecify.annotations.NullMarked;
