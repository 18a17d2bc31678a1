/** What dpkg's database in an image says is installed, and which package installed which file. */
@NullMarked
package io.github.jbuild.image.debian;

import org.jspecify.annotations.NullMarked;
