/** How a running build is shown: on a terminal, in a log, to programs. */
@NullMarked
package io.github.jbuild.cli.progress;

import org.jspecify.annotations.NullMarked;
