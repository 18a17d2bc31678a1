package io.github.jbuild.image.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.TreeFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoaderConfigTest {

  private final TreeFixture image =
      new TreeFixture((path, size, bytes) -> new KeptBytes(bytes.readAllBytes()));

  @Test
  void reads_folders_and_includes_in_order() {
    image
        .file(
            "/etc/ld.so.conf",
            "# own\n/first/\ninclude ld.so.conf.d/*.conf other/?.cfg\nhwcap 1 x\n/last # end\n")
        .file("/etc/ld.so.conf.d/b.conf", "/b")
        .file("/etc/ld.so.conf.d/a.conf", "  /a=libc6\n\ninclude /opt/more\n")
        .file("/etc/ld.so.conf.d/.hidden.conf", "/hidden")
        .file("/etc/ld.so.conf.d/no.txt", "/no")
        .file("/etc/other/x.cfg", "/x")
        .file("/opt/more", "/more");

    assertThat(LoaderConfig.read(image.tree()).folders())
        .containsExactly("/first", "/a", "/more", "/b", "/x", "/last");
  }

  @Test
  void files_that_include_one_another_end() {
    image
        .file("/etc/ld.so.conf", "include /etc/*.conf\n/a\n")
        .file("/etc/b.conf", "include b.conf");

    assertThat(LoaderConfig.read(image.tree()).folders()).containsExactly("/a");
  }

  @Test
  void an_image_without_configuration_names_no_folder() {
    assertThat(LoaderConfig.read(image.tree()).folders()).isEmpty();
  }

  @Test
  void libraries_that_came_after_ldconfig_are_unknown_to_the_cache() {
    try (ElfInspector elf = new ElfInspector(Path.of("unused"))) {
      TreeFixture tree =
          new TreeFixture(
              (path, size, bytes) ->
                  Loader.reads(path)
                      ? new KeptBytes(bytes.readAllBytes())
                      : elf.inspect(path, size, bytes));
      tree.file("/etc/ld.so.conf", "/opt/lib\n/nosuch\n")
          .file("/opt/lib/libold.so.1.2", ElfFixture.library("libold.so.1"))
          .file("/opt/lib/libnew.so.1.2", ElfFixture.library("libnew.so.1"))
          .file("/opt/lib/libforeign.so", ElfFixture.library("libforeign.so").machine(62));
      LoaderCache cache =
          LoaderCache.read(new CacheFixture().with("libold.so.1", "/opt/lib/libold.so.1").bytes());

      assertThat(LoaderConfig.read(tree.tree()).unknownTo(cache, tree.tree()))
          .containsExactly("/opt/lib/libnew.so.1.2");
    }
  }
}
