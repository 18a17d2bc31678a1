@NullMarked
package io.github.jbuild.image.software;

import org.jspecify.annotations.NullMarked;
