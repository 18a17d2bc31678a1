@NullMarked
package io.github.jbuild.buildkit.content;

import org.jspecify.annotations.NullMarked;
