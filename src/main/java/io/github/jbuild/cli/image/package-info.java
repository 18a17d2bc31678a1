/** The commands about finished images: {@code verify}, {@code compare}, {@code inspect}. */
@NullMarked
package io.github.jbuild.cli.image;

import org.jspecify.annotations.NullMarked;
