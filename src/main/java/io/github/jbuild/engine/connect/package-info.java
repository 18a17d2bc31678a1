/** Finding the engine and reaching it: contexts, addresses, TLS, ssh, API versions. */
@NullMarked
package io.github.jbuild.engine.connect;

import org.jspecify.annotations.NullMarked;
