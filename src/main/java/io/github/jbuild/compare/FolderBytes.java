package io.github.jbuild.compare;

/**
 * What the files below a folder take, or how much they differ.
 *
 * @param path absolute path of the folder
 * @param rest whether it is only what the other rows leave of the folder
 * @param bytes bytes; negative where a difference is a decrease
 * @param files how many files
 */
public record FolderBytes(String path, boolean rest, long bytes, int files) {}
