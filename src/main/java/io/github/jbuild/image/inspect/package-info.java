/** What is looked for in the files of an image while it is read. */
@NullMarked
package io.github.jbuild.image.inspect;

import org.jspecify.annotations.NullMarked;
