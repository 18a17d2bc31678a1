/** What several tests share. */
@NullMarked
package io.github.jbuild.testing;

import org.jspecify.annotations.NullMarked;
