/** Finds what looks like a secret. */
@NullMarked
package io.github.jbuild.secret;

import org.jspecify.annotations.NullMarked;
