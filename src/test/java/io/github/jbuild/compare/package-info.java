@NullMarked
package io.github.jbuild.compare;

import org.jspecify.annotations.NullMarked;
