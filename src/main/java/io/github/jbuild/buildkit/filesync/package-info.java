/** The transfer of files between client and engine, as fsutil does it. */
@NullMarked
package io.github.jbuild.buildkit.filesync;

import org.jspecify.annotations.NullMarked;
