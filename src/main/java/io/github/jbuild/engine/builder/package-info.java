/** What the builders of an engine have in common. */
@NullMarked
package io.github.jbuild.engine.builder;

import org.jspecify.annotations.NullMarked;
