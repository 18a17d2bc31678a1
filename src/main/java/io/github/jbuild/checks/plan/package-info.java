/** Checks of profiles and plans: what is known to go wrong, found before the build. */
@NullMarked
package io.github.jbuild.checks.plan;

import org.jspecify.annotations.NullMarked;
