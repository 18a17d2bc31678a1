/**
 * The use case of building images: from profiles to tagged images, over a container engine's port.
 */
@NullMarked
package io.github.jbuild.build;

import org.jspecify.annotations.NullMarked;
