/** Finds what looks like a secret. */
@NullMarked
package io.github.jbuild.image.secret;

import org.jspecify.annotations.NullMarked;
