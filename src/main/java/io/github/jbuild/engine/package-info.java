/**
 * The adapter to container engines, over docker-java: connects an engine, chooses its builder, and
 * implements the ports of the use cases.
 */
@NullMarked
package io.github.jbuild.engine;

import org.jspecify.annotations.NullMarked;
