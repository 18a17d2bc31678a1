package io.github.jbuild.profile;

/**
 * A change to one file: a text that must be there exactly once is replaced.
 *
 * @param file path below the source folder or, in Python's environment, below the folder that
 *     packages are installed in, such as {@code gliner/__init__.py}
 * @param text what is replaced; may have line ends
 * @param by what takes its place; may be empty
 */
public record Patch(String file, String text, String by) {}
