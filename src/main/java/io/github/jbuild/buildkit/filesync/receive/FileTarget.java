package io.github.jbuild.buildkit.filesync.receive;

import java.nio.file.Path;

/** Where the result of a build goes on this side. */
public sealed interface FileTarget {

  /** For exporter types that make one stream: {@code oci}, {@code docker} and {@code tar}. */
  record Stream(StreamSink.Factory sink) implements FileTarget {}

  /**
   * For the exporter type {@code local}: files come into this folder, over what has their names
   * there already; everything else in it stays. It is made when it is missing.
   */
  record Folder(Path path) implements FileTarget {}
}
