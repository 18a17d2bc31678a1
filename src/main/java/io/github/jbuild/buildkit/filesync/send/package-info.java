/** Sends the files of a build to the engine, as fsutil does it. */
@NullMarked
package io.github.jbuild.buildkit.filesync.send;

import org.jspecify.annotations.NullMarked;
