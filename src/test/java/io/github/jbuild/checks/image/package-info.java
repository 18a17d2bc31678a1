/** Tests of the checks, over small images. */
@NullMarked
package io.github.jbuild.checks.image;

import org.jspecify.annotations.NullMarked;
