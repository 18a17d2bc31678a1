/** A plan: the typed, fully resolved graph of stages and steps that builds an image. */
@NullMarked
package io.github.jbuild.plan;

import org.jspecify.annotations.NullMarked;
