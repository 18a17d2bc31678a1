/** Tests of verifying images. */
@NullMarked
package io.github.jbuild.verify;

import org.jspecify.annotations.NullMarked;
