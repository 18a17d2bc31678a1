/** ELF files, and how glibc's dynamic loader finds the libraries that they need. */
@NullMarked
package io.github.jbuild.image.elf;

import org.jspecify.annotations.NullMarked;
