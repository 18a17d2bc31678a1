/** Receives what a build exports: a tree of files, or a stream. */
@NullMarked
package io.github.jbuild.buildkit.filesync.receive;

import org.jspecify.annotations.NullMarked;
