/** What the operating system tells of files. */
@NullMarked
package io.github.jbuild.core.file;

import org.jspecify.annotations.NullMarked;
