@NullMarked
package io.github.jbuild.core.pattern;

import org.jspecify.annotations.NullMarked;
