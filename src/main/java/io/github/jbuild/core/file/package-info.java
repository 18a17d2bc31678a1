/** What the operating system knows about files. */
@NullMarked
package io.github.jbuild.core.file;

import org.jspecify.annotations.NullMarked;
