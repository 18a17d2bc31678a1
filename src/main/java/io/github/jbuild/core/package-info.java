/**
 * Values that every other package speaks in: references, digests, sizes, places in files, events,
 * errors; and text as people may see it.
 */
@NullMarked
package io.github.jbuild.core;

import org.jspecify.annotations.NullMarked;
