/**
 * What sending and receiving files have in common: fsutil's packets, modes, headers and threads.
 */
@NullMarked
package io.github.jbuild.buildkit.filesync;

import org.jspecify.annotations.NullMarked;
