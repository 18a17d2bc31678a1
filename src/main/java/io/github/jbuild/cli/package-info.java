/**
 * The command line: commands, console, exit codes. The only package that wires adapters to use
 * cases.
 */
@NullMarked
package io.github.jbuild.cli;

import org.jspecify.annotations.NullMarked;
