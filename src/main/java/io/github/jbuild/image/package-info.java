/** An image: its configuration, its layers and the file system that they add up to. */
@NullMarked
package io.github.jbuild.image;

import org.jspecify.annotations.NullMarked;
