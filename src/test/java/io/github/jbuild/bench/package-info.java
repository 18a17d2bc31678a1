/** Programs that measure; started by the scripts in {@code dev}. */
@NullMarked
package io.github.jbuild.bench;

import org.jspecify.annotations.NullMarked;
