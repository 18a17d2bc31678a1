package io.github.jbuild.buildkit.filesync.send;

/** Counts one transfer for a listener. */
final class SendProgress {

  private final TransferListener listener;
  private TransferProgress now;

  SendProgress(String folder, TransferListener listener) {
    this.listener = listener;
    this.now = TransferProgress.of(folder);
  }

  void offered(int entries) {
    add(entries, 0, 0, 0, false);
  }

  void requested() {
    add(0, 1, 0, 0, false);
  }

  void sent(int bytes, boolean whole) {
    add(0, 0, whole ? 1 : 0, bytes, false);
  }

  void done() {
    add(0, 0, 0, 0, true);
  }

  private synchronized void add(int offered, int requested, int sent, int bytes, boolean done) {
    now =
        new TransferProgress(
            now.folder(),
            now.offered() + offered,
            now.requested() + requested,
            now.sent() + sent,
            now.bytes() + bytes,
            done);
    listener.transferred(now);
  }
}
