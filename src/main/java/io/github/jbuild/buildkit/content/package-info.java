/** Blobs in folders of the client, which BuildKit reads and writes over the session. */
@NullMarked
package io.github.jbuild.buildkit.content;

import org.jspecify.annotations.NullMarked;
