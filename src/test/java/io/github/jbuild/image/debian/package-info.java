@NullMarked
package io.github.jbuild.image.debian;

import org.jspecify.annotations.NullMarked;
