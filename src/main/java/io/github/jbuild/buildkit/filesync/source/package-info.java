/**
 * The files that a client offers: from a folder, a list or memory, as far as the engine asks for
 * them.
 */
@NullMarked
package io.github.jbuild.buildkit.filesync.source;

import org.jspecify.annotations.NullMarked;
