package io.github.jbuild.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.Shebang;
import io.github.jbuild.secret.SecretHits;
import io.github.jbuild.testing.ElfFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageInspectorTest {

  private static final byte[] KEY =
      ("-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEAx7sQ2k".repeat(8) + "\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final ImageInspector inspector =
      new ImageInspector((path, size, bytes) -> bytes.readAllBytes());

  @Test
  void keeps_what_is_read_as_a_whole_later_and_looks_for_secrets_in_it() throws IOException {
    FileEntry.Content content = content("/etc/pip.conf", KEY);
    assertThat(content.seen(KeptBytes.class).orElseThrow().bytes()).isEqualTo(KEY);
    assertThat(content.seen(SecretHits.class)).isPresent();
  }

  @Test
  void hands_the_whole_of_an_elf_file_over() throws IOException {
    byte[] library = ElfFixture.library("libx.so.1").needs("libc.so.6").bytes();
    assertThat(inspect("/usr/lib/libx.so.1", library)).isEqualTo(library);
  }

  @Test
  void notes_the_interpreter_of_a_script() throws IOException {
    byte[] script = "#!/usr/bin/env python3\nprint()\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(content("/usr/bin/tool", script).seen(Shebang.class).orElseThrow().interpreter())
        .contains("python3");
  }

  @Test
  void finds_secrets_in_text_and_not_in_what_is_none() throws IOException {
    assertThat(content("/srv/key", KEY).seen(SecretHits.class)).isPresent();
    byte[] binary = Arrays.copyOf(KEY, KEY.length + 10);
    binary[3] = 0;
    assertThat(inspect("/srv/data", binary)).isNull();
    assertThat(inspect("/srv/large", Arrays.copyOf(KEY, (1 << 20) + 1))).isNull();
  }

  @Test
  void bounds_what_it_keeps_of_an_image() throws IOException {
    byte[] record = new byte[30 << 20];
    for (int i = 0; i < 3; i++) {
      inspect("/usr/lib/p" + i + ".dist-info/RECORD", record);
    }
    assertThatThrownBy(() -> inspect("/usr/lib/p3.dist-info/RECORD", record))
        .isInstanceOf(JbuildException.class)
        .hasMessageContaining("larger than");
  }

  private @Nullable Object inspect(String path, byte[] bytes) throws IOException {
    return inspector.inspect(path, bytes.length, new ByteArrayInputStream(bytes));
  }

  private FileEntry.Content content(String path, byte[] bytes) throws IOException {
    return new FileEntry.Content(bytes.length, new byte[32], inspect(path, bytes));
  }
}
