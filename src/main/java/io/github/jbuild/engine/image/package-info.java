/** The images that an engine holds. */
@NullMarked
package io.github.jbuild.engine.image;

import org.jspecify.annotations.NullMarked;
