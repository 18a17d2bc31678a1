package io.github.jbuild.buildkit.filesync.send;

/** Hears of transfers, from threads that have better things to do than wait. */
@FunctionalInterface
public interface TransferListener {

  /** Listens to nothing. */
  TransferListener NONE = progress -> {};

  /** Called one call at a time for each transfer, but from several transfers at once. */
  void transferred(TransferProgress progress);
}
