package io.github.jbuild.it;

import static io.github.jbuild.testing.ElfFixture.library;
import static io.github.jbuild.testing.ElfFixture.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.elf.Closure;
import io.github.jbuild.image.elf.ElfInspector;
import io.github.jbuild.image.elf.Loader;
import io.github.jbuild.image.elf.LoaderEnvironment;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.TreeFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoaderVerdictsTest {

  private static final List<String> LDD =
      List.of(
          "/s/p: /s/libb.so: version `B_1' not found (required by /s/p)",
          "\tlinux-vdso.so.1 (0x0000ffff)",
          "\tliba.so => not found",
          "\tlibb.so => /s/libb.so (0x0000005502870000)",
          "\tlibc1.so => /s/libc1.so (0x0000005502890000)",
          "\t/lib/ld-linux-aarch64.so.1 (0x0000005500000000)");

  private static Optional<Closure> closure(ElfFixture program) {
    try (ElfInspector inspector = new ElfInspector(Path.of("unused"))) {
      FileTree tree =
          new TreeFixture(inspector)
              .file("/s/p", program.runpath("/s").needsVersions("libb.so", "B_1"))
              .file("/s/libb.so", library("libb.so").defines("B_2"))
              .file("/s/libc1.so", library("libc1.so"))
              .file("/s/libtext.so", "text")
              .tree();
      return Loader.of(tree, LoaderEnvironment.none()).closure(tree.get("/s/p").orElseThrow());
    }
  }

  @Test
  void the_same_is_no_difference() {
    Optional<Closure> closure = closure(program().needs("liba.so", "libb.so", "libc1.so"));

    assertThat(LoaderVerdicts.differences(LDD, closure)).isEmpty();
  }

  @Test
  void tells_what_is_missing_and_what_is_too_much() {
    Optional<Closure> closure = closure(program().needs("liba.so", "libb.so", "libd.so"));

    assertThat(LoaderVerdicts.differences(LDD, closure))
        .containsExactly("+ libd.so => not found", "- libc1.so => /s/libc1.so");
  }

  @Test
  void tells_another_order() {
    Optional<Closure> closure = closure(program().needs("liba.so", "libc1.so", "libb.so"));

    assertThat(LoaderVerdicts.differences(LDD, closure))
        .singleElement()
        .asString()
        .startsWith("another order");
  }

  @Test
  void a_library_that_ldd_gives_up_on_is_compared_alone() {
    Optional<Closure> closure = closure(program().needs("libb.so", "libtext.so"));
    String told = "/s/p: error while loading shared libraries: %s: invalid ELF header";

    assertThat(LoaderVerdicts.differences(List.of(told.formatted("/s/libtext.so")), closure))
        .isEmpty();
    assertThat(LoaderVerdicts.differences(List.of(told.formatted("/s/libb.so")), closure))
        .containsExactly("+ broken libtext.so", "- broken libb.so");
  }

  @Test
  void a_file_that_ldd_does_not_load_has_no_closure() {
    List<String> told = List.of("\tnot a dynamic executable");

    assertThat(LoaderVerdicts.differences(told, Optional.empty())).isEmpty();
    assertThat(LoaderVerdicts.differences(LDD, Optional.empty())).hasSize(1);
    assertThat(LoaderVerdicts.differences(told, closure(program().needs("libb.so"))))
        .contains("+ libb.so => /s/libb.so");
  }
}
