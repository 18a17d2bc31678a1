package io.github.jbuild.checks.plan;

/**
 * Something that is known, and by what.
 *
 * @param <T> what is known
 */
record Sourced<T>(T value, Evidence evidence) {}
