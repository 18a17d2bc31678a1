package io.github.jbuild.cli.terminal;

import java.time.InstantSource;

/**
 * What a command may use of the process it runs in.
 *
 * @param console where it is heard
 * @param errors where it reports errors that do not end it
 * @param clock the time
 * @param cancellation what signals do
 */
public record Invocation(
    Console console, ErrorReport errors, InstantSource clock, Cancellation cancellation) {}
