package io.github.jbuild.image.elf;

/**
 * What is seen in a file that begins like an ELF file, but is none.
 *
 * @param reason what is wrong, and where
 */
public record MalformedElf(String reason) {}
