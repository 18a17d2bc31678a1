/** Checks: each a rule with a code, and what it finds. */
@NullMarked
package io.github.jbuild.checks;

import org.jspecify.annotations.NullMarked;
