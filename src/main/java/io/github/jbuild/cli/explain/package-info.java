/** The commands that say what jbuild knows: {@code explain}, {@code facts}. */
@NullMarked
package io.github.jbuild.cli.explain;

import org.jspecify.annotations.NullMarked;
