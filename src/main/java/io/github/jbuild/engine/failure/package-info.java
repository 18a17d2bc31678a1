/** What engines refuse or fail at, in words. */
@NullMarked
package io.github.jbuild.engine.failure;

import org.jspecify.annotations.NullMarked;
