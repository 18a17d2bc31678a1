/**
 * The command line: from arguments to an exit code. The only package that wires adapters to use
 * cases.
 */
@NullMarked
package io.github.jbuild.cli;

import org.jspecify.annotations.NullMarked;
