package io.github.jbuild.secret;

/**
 * Something that looks like a secret. Its value is not in here, so that no report can print it.
 *
 * @param kind what it looks like, such as {@code a private key}
 * @param line line in the file, counted from 1
 */
public record SecretHit(String kind, int line) {}
