package io.github.jbuild.build;

import io.github.jbuild.core.BuildStatus.Log;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes lines of a vertex's output, which comes in pieces that are cut anywhere, and keeps the
 * last. A carriage return within a line restarts it, as on a terminal, so a progress bar becomes
 * its last state.
 */
final class VertexLog {

  /** Lines that are kept: enough for pip's report of a conflict. */
  static final int KEPT = 200;

  /** Longer lines are cut, so that a program cannot fill the memory. */
  static final int LONGEST = 16 * 1024;

  /** Receives lines. */
  @FunctionalInterface
  interface Lines {

    /**
     * Takes a line.
     *
     * @param open whether its end has not come yet; the next line stands in its place
     */
    void on(String line, boolean open);
  }

  private final Map<Integer, Stream> streams = new TreeMap<>();
  private final Deque<String> last = new ArrayDeque<>();

  /** Takes a piece. */
  void add(Log piece, Lines lines) {
    streams.computeIfAbsent(piece.stream(), number -> new Stream()).add(piece.data(), lines);
  }

  /** The vertex has ended: what has no line end yet is a line. */
  void flush(Lines lines) {
    streams.values().forEach(stream -> stream.flush(lines));
  }

  /** The last lines, oldest first. */
  List<String> last() {
    return List.copyOf(last);
  }

  private void keep(String line) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(line);
  }

  /** Standard output or standard error. */
  private final class Stream {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder line = new StringBuilder();
    private byte[] rest = {};
    private boolean returned;

    void add(byte[] data, Lines lines) {
      ByteBuffer bytes = ByteBuffer.allocate(rest.length + data.length).put(rest).put(data).flip();
      decode(bytes, false, lines);
      rest = new byte[bytes.remaining()];
      bytes.get(rest);
      if (!line.isEmpty()) {
        lines.on(line.toString(), true);
      }
    }

    void flush(Lines lines) {
      decode(ByteBuffer.wrap(rest), true, lines);
      rest = new byte[0];
      decoder.reset();
      if (!line.isEmpty()) {
        end(lines);
      }
    }

    private void decode(ByteBuffer bytes, boolean last, Lines lines) {
      CharBuffer characters = CharBuffer.allocate(4096);
      CoderResult result;
      do {
        result = decoder.decode(bytes, characters, last);
        characters.flip();
        take(characters, lines);
        characters.clear();
      } while (result.isOverflow());
    }

    private void take(CharBuffer characters, Lines lines) {
      while (characters.hasRemaining()) {
        char c = characters.get();
        if (c == '\n') {
          end(lines);
          continue;
        }
        if (returned && c != '\r') {
          line.setLength(0);
          returned = false;
        }
        if (c == '\r') {
          returned = true;
        } else {
          line.append(c);
          if (line.length() >= LONGEST) {
            end(lines);
          }
        }
      }
    }

    private void end(Lines lines) {
      String text = line.toString();
      line.setLength(0);
      returned = false;
      keep(text);
      lines.on(text, false);
    }
  }
}
