/**
 * What a client offers to the engine while it builds: health, secrets, registry credentials, SSH
 * agents.
 */
@NullMarked
package io.github.jbuild.buildkit.session;

import org.jspecify.annotations.NullMarked;
