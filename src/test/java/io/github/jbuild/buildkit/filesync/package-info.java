@NullMarked
package io.github.jbuild.buildkit.filesync;

import org.jspecify.annotations.NullMarked;
