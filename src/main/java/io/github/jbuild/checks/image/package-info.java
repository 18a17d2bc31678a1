/** Checks of finished images, one file each; none needs to run the image. */
@NullMarked
package io.github.jbuild.checks.image;

import org.jspecify.annotations.NullMarked;
