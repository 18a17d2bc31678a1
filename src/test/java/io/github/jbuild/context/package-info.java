@NullMarked
package io.github.jbuild.context;

import org.jspecify.annotations.NullMarked;
