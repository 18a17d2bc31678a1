/**
 * What the program reads from its surroundings and writes to them: terminal, text, errors, signals.
 */
@NullMarked
package io.github.jbuild.cli.terminal;

import org.jspecify.annotations.NullMarked;
