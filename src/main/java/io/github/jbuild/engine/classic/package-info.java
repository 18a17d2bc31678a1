/** The classic builders of Docker and Podman, and the progress that they write. */
@NullMarked
package io.github.jbuild.engine.classic;

import org.jspecify.annotations.NullMarked;
