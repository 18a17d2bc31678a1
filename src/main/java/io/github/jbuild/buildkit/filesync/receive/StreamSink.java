package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.core.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Takes one stream of bytes, such as an image's archive. Used by one thread at a time. */
public interface StreamSink {

  /** Makes a sink when the engine begins to send. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes room for a stream.
     *
     * @param metadata what the engine says about the stream; often nothing
     * @throws IOException if there is no place for it
     */
    StreamSink open(Map<String, String> metadata) throws IOException;
  }

  /** Takes the next bytes. */
  void write(byte[] bytes) throws IOException;

  /** The stream is whole. */
  void complete() throws IOException;

  /**
   * There will be no more, and what has come is of no use. Also called after an error, but once.
   */
  void abort();

  /** Writes to a stream that stays open, such as standard output. */
  static Factory to(OutputStream out) {
    return metadata ->
        new StreamSink() {
          @Override
          public void write(byte[] bytes) throws IOException {
            out.write(bytes);
          }

          @Override
          public void complete() throws IOException {
            out.flush();
          }

          @Override
          public void abort() {}
        };
  }

  /** Writes an {@link OutputFile}; missing folders are made. */
  static Factory file(Path file) {
    return metadata -> {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().normalize().getParent());
      }
      OutputFile output = OutputFile.open(file);
      return new StreamSink() {
        @Override
        public void write(byte[] bytes) throws IOException {
          output.stream().write(bytes);
        }

        @Override
        public void complete() throws IOException {
          output.commit();
        }

        @Override
        public void abort() {
          try {
            output.close();
          } catch (IOException e) {
            return; // a file that cannot be written anymore is the error that counts
          }
        }
      };
    };
  }
}
