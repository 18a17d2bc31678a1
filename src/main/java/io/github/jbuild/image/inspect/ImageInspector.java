package io.github.jbuild.image.inspect;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.TerminalText;
import io.github.jbuild.image.InspectionResults;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.Shebang;
import io.github.jbuild.secret.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that checks and comparisons need later, in one pass: it keeps small files
 * that are read as a whole, reads ELF files, notes the interpreter of scripts, and looks for
 * secrets in text.
 */
public final class ImageInspector implements Inspector {

  private static final int MAX_SCANNED = 1 << 20;
  private static final int PEEKED = 512;

  /** For all kept files of an image together; large images have some twenty megabytes of them. */
  private static final long MAX_KEPT = 96L << 20;

  private final Inspector elf;
  private long kept;

  /**
   * An inspector of one image.
   *
   * @param elf sees a file that begins as ELF files do
   */
  public ImageInspector(Inspector elf) {
    this.elf = elf;
  }

  @Override
  public @Nullable Object inspect(String path, long size, InputStream bytes) throws IOException {
    if (KeptFiles.keeps(path, size)) {
      kept += size;
      if (kept > MAX_KEPT) {
        throw JbuildException.of(
                Kind.INVALID_INPUT,
                "the image's package metadata and settings are larger than "
                    + MAX_KEPT
                    + " bytes together")
            .hint(
                "no ordinary image has that much; "
                    + TerminalText.safe(path)
                    + " exceeds the limit");
      }
      byte[] content = bytes.readNBytes((int) size);
      return together(new KeptBytes(content), content);
    }
    byte[] head = bytes.readNBytes((int) Math.min(size, PEEKED));
    if (isElf(head)) {
      PushbackInputStream whole = new PushbackInputStream(bytes, head.length);
      whole.unread(head);
      return elf.inspect(path, size, whole);
    }
    if (size > MAX_SCANNED || isBinary(head)) {
      return null;
    }
    byte[] content = new byte[(int) size];
    System.arraycopy(head, 0, content, 0, head.length);
    bytes.readNBytes(content, head.length, content.length - head.length);
    return together(null, content);
  }

  private static @Nullable Object together(@Nullable KeptBytes keptOrNull, byte[] content) {
    List<Object> things = new ArrayList<>();
    if (keptOrNull != null) {
      things.add(keptOrNull);
    }
    if (content.length > 2 && content[0] == '#' && content[1] == '!') {
      things.add(new Shebang(firstLine(content)));
    }
    SecretScanner.scan(content).ifPresent(things::add);
    return switch (things.size()) {
      case 0 -> null;
      case 1 -> things.get(0);
      default -> new InspectionResults(things);
    };
  }

  private static String firstLine(byte[] content) {
    int end = 0;
    while (end < Math.min(content.length, PEEKED) && content[end] != '\n') {
      end++;
    }
    return new String(content, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean isElf(byte[] head) {
    return head.length > 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
  }

  private static boolean isBinary(byte[] head) {
    for (byte next : head) {
      if (next == 0) {
        return true;
      }
    }
    return false;
  }
}
