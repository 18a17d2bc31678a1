/** Tests of the search for secrets. */
@NullMarked
package io.github.jbuild.image.secret;

import org.jspecify.annotations.NullMarked;
