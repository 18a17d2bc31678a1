package io.github.jbuild.image.python;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A wheel on this machine, of which only the RECORD is read (PyPA, "Binary distribution format").
 */
final class WheelFile {

  /** What a RECORD may unpack to; a zip can promise a thousand times its own size. */
  private static final int MAX_RECORD = 32 * 1024 * 1024;

  private static final String RECORD = ".dist-info/RECORD";

  private final Path path;

  WheelFile(Path path) {
    this.path = path;
  }

  /**
   * The rows of its RECORD, once its bytes are known to be the right ones.
   *
   * @throws JbuildException of kind MISMATCH for other bytes, INVALID_INPUT for what is not a
   *     wheel, ENVIRONMENT for a file that cannot be read
   */
  List<RecordRow> record(Digest expected) {
    try {
      verify(expected);
      return RecordFile.read(text()).rows();
    } catch (ZipException e) {
      throw invalid("is not a wheel: " + e.getMessage()).cause(e);
    } catch (IOException e) {
      throw JbuildException.of(
              JbuildException.Kind.ENVIRONMENT, "cannot read " + path + ": " + e.getMessage())
          .hint("check that the file exists and is readable")
          .cause(e);
    }
  }

  private void verify(Digest expected) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    Digest found = new Digest(HexFormat.of().formatHex(sha256.digest()));
    if (!found.equals(expected)) {
      throw JbuildException.of(JbuildException.Kind.MISMATCH, path + " is not the pinned wheel")
          .hint("download the wheel again, or pin the hash of this one if it is the right one")
          .details(List.of("pinned: " + expected, "found:  " + found));
    }
  }

  private String text() throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> records =
          zip.stream().filter(entry -> isRecord(entry.getName())).limit(2).toList();
      if (records.size() != 1) {
        throw invalid(records.isEmpty() ? "has no RECORD" : "has more than one RECORD");
      }
      try (InputStream in = zip.getInputStream(records.get(0))) {
        byte[] bytes = in.readNBytes(MAX_RECORD + 1);
        if (bytes.length > MAX_RECORD) {
          throw invalid("has a RECORD of more than " + MAX_RECORD + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
  }

  private static boolean isRecord(String name) {
    return name.endsWith(RECORD) && name.indexOf('/') == name.length() - "/RECORD".length();
  }

  private JbuildException invalid(String what) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, path + " " + what)
        .hint("its hash matches the pin; pin a wheel that pip can install");
  }
}
