/** What several commands have in common: options, and what they choose. */
@NullMarked
package io.github.jbuild.cli.options;

import org.jspecify.annotations.NullMarked;
