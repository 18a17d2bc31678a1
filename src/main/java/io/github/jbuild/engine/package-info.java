/**
 * The adapter to container engines, over docker-java: finding the engine, agreeing on an API
 * version, the classic builder, images, and engine failures in words.
 */
@NullMarked
package io.github.jbuild.engine;

import org.jspecify.annotations.NullMarked;
