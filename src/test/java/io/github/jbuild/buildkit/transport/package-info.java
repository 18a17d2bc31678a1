/** Connections: stand-ins for what is at their other end. */
@NullMarked
package io.github.jbuild.buildkit.transport;

import org.jspecify.annotations.NullMarked;
