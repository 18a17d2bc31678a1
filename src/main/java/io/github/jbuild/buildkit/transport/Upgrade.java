package io.github.jbuild.buildkit.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a connection of HTTP/1.1 into one of HTTP/2, as Docker's engine does it at {@code /grpc}
 * and {@code /session}: after the answer 101 both sides speak HTTP/2 from its preface on, without
 * the first stream of RFC 7540, section 3.2.
 */
final class Upgrade {

  private static final int LONGEST = 64 * 1024;
  private static final int PATIENCE_SECONDS = 30;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d{1,9})");

  private Upgrade() {}

  /**
   * Dials and upgrades.
   *
   * @throws UpgradeRefused if the answer is HTTP, but not 101
   * @throws IOException if there is no such answer
   */
  @SuppressWarnings("try") // the alarm needs no name
  static StreamSocket at(Dialer dialer, String path, List<Header> headers) throws IOException {
    StreamSocket socket = StreamSocket.of(dialer.dial());
    try (Alarm alarm = Alarm.after(PATIENCE_SECONDS, socket)) {
      socket.getOutputStream().write(request(dialer.authority(), path, headers));
      socket.getOutputStream().flush();
      read(socket.getInputStream(), path);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static byte[] request(String host, String path, List<Header> headers) {
    StringBuilder request =
        new StringBuilder("POST %s HTTP/1.1\r\nHost: %s\r\n".formatted(path, host))
            .append("Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 0\r\n");
    headers.forEach(
        header -> request.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void read(InputStream in, String path) throws IOException {
    String head = head(in, path);
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    if (!status.matches()) {
      throw new IOException(path + " did not get an HTTP/1.1 response");
    }
    int code = Integer.parseInt(status.group(1));
    if (code != 101) {
      throw new UpgradeRefused(path, code, message(body(in, head)));
    }
  }

  /** Reads to the empty line and no byte further: what follows may be HTTP/2 already. */
  private static String head(InputStream in, String path) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(path + ": the endpoint closed the connection without a response");
      }
      head.write(next);
      if (head.size() > LONGEST) {
        throw new IOException(path + ": the response header is too long");
      }
      if (next == '\n') {
        ends++;
      } else if (next != '\r') {
        ends = 0;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String body(InputStream in, String head) throws IOException {
    Matcher length = LENGTH.matcher(head);
    int expected = LONGEST;
    if (length.find()) {
      expected = Integer.parseInt(length.group(1));
    } else if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      expected = chunk(in); // refusals are short: the first chunk is enough
    }
    byte[] body = in.readNBytes(Math.min(expected, LONGEST));
    return new String(body, StandardCharsets.UTF_8).strip();
  }

  private static int chunk(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n' && line.length() < 20; next = in.read()) {
      line.append((char) next);
    }
    try {
      return Integer.parseInt(line.toString().strip(), 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Docker's engine says {@code {"message":"…"}}; others say what they like. */
  private static String message(String body) {
    try {
      return new ObjectMapper().readTree(body).path("message").asText(body).strip();
    } catch (JsonProcessingException notJson) {
      return body;
    }
  }
}
