package io.github.jbuild.buildkit.filesync.receive;

import java.io.IOException;

/** One result on its way in. Called by one thread, which may wait for files. */
interface Incoming {

  /** Before everything else. */
  void begin() throws IOException;

  /** The next message. */
  void message(byte[] message) throws IOException, InterruptedException;

  /** The engine has sent its last message. */
  void end() throws IOException;

  /** The end was never reached, or writing failed. */
  void abort();
}
