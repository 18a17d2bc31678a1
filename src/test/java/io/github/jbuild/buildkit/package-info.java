/** A client of BuildKit against a stand-in of the test's own, and against a real engine. */
@NullMarked
package io.github.jbuild.buildkit;

import org.jspecify.annotations.NullMarked;
