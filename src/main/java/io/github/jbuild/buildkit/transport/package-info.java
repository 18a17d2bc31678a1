/**
 * Ways to BuildKit's gRPC endpoint: the upgrade that Docker's engine offers, HTTP/2 at once, and
 * the tunnel for sessions.
 */
@NullMarked
package io.github.jbuild.buildkit.transport;

import org.jspecify.annotations.NullMarked;
