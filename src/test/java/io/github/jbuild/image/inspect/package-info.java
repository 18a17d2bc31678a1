@NullMarked
package io.github.jbuild.image.inspect;

import org.jspecify.annotations.NullMarked;
