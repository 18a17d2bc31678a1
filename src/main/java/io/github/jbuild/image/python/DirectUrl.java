package io.github.jbuild.image.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.jbuild.core.Digest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a distribution came from when it was not an index (PEP 610, {@code direct_url.json}).
 *
 * @param url the URL, as recorded
 * @param sha256OrNull hash of the archive; null when none is recorded
 * @param editable whether it is a folder that is used in place
 */
public record DirectUrl(String url, @Nullable Digest sha256OrNull, boolean editable) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Members that matter lie no deeper. */
  private static final int DEPTH = 3;

  /** Hash of the archive, when one is recorded. */
  public Optional<Digest> sha256() {
    return Optional.ofNullable(sha256OrNull);
  }

  /**
   * Reads the document.
   *
   * @throws IOException if it is no JSON, or has no URL or a malformed hash
   */
  static DirectUrl read(byte[] json) throws IOException {
    String url = null;
    String sha256 = null;
    String hash = null;
    boolean editable = false;
    try (JsonParser in = JSON.createParser(json)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (!token.isScalarValue() || in.getParsingContext().getNestingDepth() > DEPTH) {
          continue;
        }
        switch (in.getParsingContext().pathAsPointer().toString()) {
          case "/url" -> url = in.getText();
          case "/archive_info/hashes/sha256" -> sha256 = in.getText();
          case "/archive_info/hash" -> hash = in.getText();
          case "/dir_info/editable" -> editable = token == JsonToken.VALUE_TRUE;
          default -> {
            // other members are not needed
          }
        }
      }
    }
    if (url == null) {
      throw new IOException("it has no url");
    }
    if (sha256 == null && hash != null && hash.startsWith("sha256=")) {
      sha256 = hash.substring("sha256=".length());
    }
    return new DirectUrl(url, sha256 == null ? null : digest(sha256), editable);
  }

  private static Digest digest(String hex) throws IOException {
    try {
      return new Digest(hex.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException("its sha256 is malformed", e);
    }
  }
}
