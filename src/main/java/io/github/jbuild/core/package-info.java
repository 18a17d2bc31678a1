/**
 * Values that every other package speaks in: references, digests, places in files, events, errors.
 */
@NullMarked
package io.github.jbuild.core;

import org.jspecify.annotations.NullMarked;
