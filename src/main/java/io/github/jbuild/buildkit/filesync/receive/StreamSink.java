package io.github.jbuild.buildkit.filesync.receive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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

  /**
   * Writes a file under another name in its folder, and moves it when it is whole; what had the
   * name before is replaced then. Missing folders are made.
   */
  static Factory file(Path file) {
    return metadata -> {
      Path target = file.toAbsolutePath().normalize();
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".jbuild-", ".part");
      OutputStream out = Files.newOutputStream(part);
      return new StreamSink() {
        @Override
        public void write(byte[] bytes) throws IOException {
          out.write(bytes);
        }

        @Override
        public void complete() throws IOException {
          out.close();
          Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
          Files.move(
              part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void abort() {
          try (out) {
            Files.deleteIfExists(part);
          } catch (IOException e) {
            return; // a file that cannot be written anymore is the error that counts
          }
        }
      };
    };
  }
}
