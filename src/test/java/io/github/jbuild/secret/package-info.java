/** Tests of the search for secrets. */
@NullMarked
package io.github.jbuild.secret;

import org.jspecify.annotations.NullMarked;
