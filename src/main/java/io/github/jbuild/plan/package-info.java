/** From a profile and the facts to a plan: the typed, fully resolved graph of stages and steps. */
@NullMarked
package io.github.jbuild.plan;

import org.jspecify.annotations.NullMarked;
