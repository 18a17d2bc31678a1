package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.StreamSocket;
import io.grpc.okhttp.internal.framed.FrameReader;
import io.grpc.okhttp.internal.framed.Header;
import io.grpc.okhttp.internal.framed.Http2;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okio.Buffer;
import okio.BufferedSource;

/** Dials, and keeps every byte that goes either way; reads them as HTTP/2 afterwards. */
final class RecordedWire implements Dialer {

  /** One connection: the HTTP/1.1 request's first line, and the bytes of both directions. */
  private record Tape(ByteArrayOutputStream sent, ByteArrayOutputStream received) {}

  /**
   * A call on the wire.
   *
   * @param connection the request that was upgraded, such as {@code POST /grpc HTTP/1.1}
   * @param path such as {@code /moby.buildkit.v1.Control/Solve}
   * @param headers the call's headers
   * @param asked the messages of who called
   * @param answered the messages of who was called
   */
  record Call(
      String connection,
      String path,
      Map<String, String> headers,
      List<byte[]> asked,
      List<byte[]> answered) {}

  private final Dialer dialer;
  private final List<Tape> tapes = new CopyOnWriteArrayList<>();

  RecordedWire(Dialer dialer) {
    this.dialer = dialer;
  }

  @Override
  public Socket dial() throws IOException {
    Socket socket = dialer.dial();
    Tape tape = new Tape(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    tapes.add(tape);
    InputStream in =
        new FilterInputStream(socket.getInputStream()) {
          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
              tape.received.write(bytes, offset, count);
            }
            return count;
          }
        };
    OutputStream out =
        new FilterOutputStream(socket.getOutputStream()) {
          @Override
          public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            tape.sent.write(bytes, offset, length);
            this.out.write(bytes, offset, length);
          }
        };
    return StreamSocket.of(in, out, socket);
  }

  /** The calls of both sides, in the order of their connections. */
  List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    for (Tape tape : tapes) {
      Buffer sent = new Buffer().write(tape.sent.toByteArray());
      Buffer received = new Buffer().write(tape.received.toByteArray());
      String request = skipHead(sent);
      skipHead(received);
      boolean weCall = !request.startsWith("POST /session");
      Map<Integer, Streamed> asked = read(weCall ? sent : received, true);
      Map<Integer, Streamed> answered = read(weCall ? received : sent, false);
      asked.forEach(
          (id, call) ->
              calls.add(
                  new Call(
                      request,
                      call.headers.getOrDefault(":path", ""),
                      call.headers,
                      messages(call.data),
                      messages(answered.getOrDefault(id, new Streamed()).data))));
    }
    return calls;
  }

  private static final class Streamed {
    final Map<String, String> headers = new LinkedHashMap<>();
    final Buffer data = new Buffer();
  }

  /** Reads over the head of HTTP/1.1 and returns its first line. */
  private static String skipHead(Buffer bytes) throws IOException {
    String first = bytes.readUtf8LineStrict();
    for (String line = first; !line.isEmpty(); line = bytes.readUtf8LineStrict()) {
      // the head's other lines do not matter
    }
    return first;
  }

  private static Map<Integer, Streamed> read(Buffer bytes, boolean calling) throws IOException {
    Map<Integer, Streamed> streams = new LinkedHashMap<>();
    FrameReader reader = new Http2().newReader(bytes, !calling);
    if (calling) {
      reader.readConnectionPreface();
    }
    FrameReader.Handler handler =
        (FrameReader.Handler)
            Proxy.newProxyInstance(
                RecordedWire.class.getClassLoader(),
                new Class<?>[] {FrameReader.Handler.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("headers")) {
                    Streamed stream = of(streams, (Integer) arguments[2]);
                    for (Object each : (List<?>) arguments[4]) {
                      Header header = (Header) each;
                      stream.headers.putIfAbsent(header.name.utf8(), header.value.utf8());
                    }
                  } else if (method.getName().equals("data")) {
                    Streamed stream = of(streams, (Integer) arguments[1]);
                    stream.data.write((BufferedSource) arguments[2], ((Integer) arguments[3]));
                  }
                  return null;
                });
    try {
      for (boolean more = true; more; ) {
        more = reader.nextFrame(handler);
      }
      return streams;
    } catch (EOFException endOfTape) {
      return streams;
    }
  }

  private static Streamed of(Map<Integer, Streamed> streams, int id) {
    return streams.computeIfAbsent(id, number -> new Streamed());
  }

  /** The messages of a call: each behind a flag and its length (gRPC over HTTP/2). */
  private static List<byte[]> messages(Buffer data) {
    List<byte[]> messages = new ArrayList<>();
    try {
      while (data.size() >= 5) {
        data.readByte();
        messages.add(data.readByteArray(data.readInt()));
      }
    } catch (EOFException cut) {
      messages.add("cut".getBytes(StandardCharsets.UTF_8));
    }
    return messages;
  }
}
