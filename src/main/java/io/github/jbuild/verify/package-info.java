/** The use case: whether an image is right for a Jetson. */
@NullMarked
package io.github.jbuild.verify;

import org.jspecify.annotations.NullMarked;
