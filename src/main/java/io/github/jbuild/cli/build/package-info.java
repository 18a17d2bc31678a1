/** The command {@code build}. */
@NullMarked
package io.github.jbuild.cli.build;

import org.jspecify.annotations.NullMarked;
