/** Credentials for registries, as docker's configuration and its helpers hold them. */
@NullMarked
package io.github.jbuild.engine.auth;

import org.jspecify.annotations.NullMarked;
