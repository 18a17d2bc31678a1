package io.github.jbuild.buildkit.filesync.send;

/**
 * How far one transfer is.
 *
 * @param folder the name that the engine knows the files by
 * @param offered files, folders and links announced to the engine
 * @param requested files that the engine lacks
 * @param sent files that were sent as a whole
 * @param bytes bytes of files that were sent
 * @param done whether the engine has everything
 */
public record TransferProgress(
    String folder, long offered, long requested, long sent, long bytes, boolean done) {

  /** The start of a transfer. */
  static TransferProgress of(String folder) {
    return new TransferProgress(folder, 0, 0, 0, 0, false);
  }
}
