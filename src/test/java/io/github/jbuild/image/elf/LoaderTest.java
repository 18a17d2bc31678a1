package io.github.jbuild.image.elf;

import static io.github.jbuild.testing.ElfFixture.library;
import static io.github.jbuild.testing.ElfFixture.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.elf.Dependency.FoundBy;
import io.github.jbuild.image.elf.Dependency.Status;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.TreeFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each verdict here is what ldd of glibc 2.36 prints for the same files. */
class LoaderTest {

  private static final String LOADER = "/lib/ld-linux-aarch64.so.1";

  private final ElfInspector inspector = new ElfInspector(Path.of("unused"));
  private final TreeFixture image =
      new TreeFixture(
              (path, size, bytes) ->
                  Loader.reads(path)
                      ? new KeptBytes(bytes.readAllBytes())
                      : inspector.inspect(path, size, bytes))
          .file(LOADER, library("ld-linux-aarch64.so.1").defines("GLIBC_2.17"));

  @AfterEach
  void close() {
    inspector.close();
  }

  private Closure closure(String path) {
    return closure(path, LoaderEnvironment.none());
  }

  private Closure closure(String path, LoaderEnvironment environment) {
    FileTree tree = image.tree();
    return Loader.of(tree, environment).closure(tree.get(path).orElseThrow()).orElseThrow();
  }

  private static List<String> lines(Closure closure) {
    return closure.dependencies().stream()
        .map(each -> each.name() + " => " + each.path().orElse(each.status().name()))
        .toList();
  }

  private static LoaderEnvironment libraryPath(String... folders) {
    return new LoaderEnvironment(List.of(folders), List.of(), "/work", HostLibraries.none());
  }

  @Test
  void loads_breadth_first_and_tells_who_asked() {
    image
        .file("/bin/p", program().needs("liba.so", "libb.so"))
        .file("/lib/liba.so", library("liba.so").needs("libc1.so"))
        .file("/usr/lib/libb.so", library("libb.so").needs("libc1.so", "libno.so"))
        .file("/lib/libc1.so", library("libc1.so").needs("libno.so", "ld-linux-aarch64.so.1"));

    Closure closure = closure("/bin/p");

    assertThat(lines(closure))
        .containsExactly(
            "liba.so => /lib/liba.so",
            "libb.so => /usr/lib/libb.so",
            "libc1.so => /lib/libc1.so",
            "libno.so => MISSING",
            "libno.so => MISSING");
    assertThat(closure.with(Status.MISSING))
        .extracting(Dependency::neededBy)
        .containsExactly("/usr/lib/libb.so", "/lib/libc1.so");
    assertThat(closure.interpreterFound()).isTrue();
  }

  @Test
  void searches_rpath_then_library_path_then_runpath_then_cache_then_default_folders() {
    CacheFixture cache = new CacheFixture();
    List<String> folders = List.of("/rpath", "/path", "/runpath", "/cache", "/usr/lib");
    for (int i = 0; i < 5; i++) {
      String name = "lib" + i + ".so";
      folders.subList(i, 5).forEach(folder -> image.file(folder + "/" + name, library(name)));
      if (i < 4) {
        cache.with(name, "/cache/" + name);
      }
    }
    image
        .file("/etc/ld.so.cache", cache.bytes())
        .file("/bin/old", program().needs("lib0.so", "lib1.so").rpath("/rpath"))
        .file(
            "/bin/new",
            program().needs("lib1.so", "lib2.so", "lib3.so", "lib4.so").runpath("/runpath"));

    assertThat(closure("/bin/old", libraryPath("/path")).dependencies())
        .extracting(each -> each.foundBy().orElseThrow())
        .containsExactly(FoundBy.RPATH, FoundBy.LD_LIBRARY_PATH);
    assertThat(closure("/bin/new", libraryPath("/path")).dependencies())
        .extracting(each -> each.foundBy().orElseThrow())
        .containsExactly(
            FoundBy.LD_LIBRARY_PATH, FoundBy.RUNPATH, FoundBy.CACHE, FoundBy.DEFAULT_FOLDER);
  }

  @Test
  void rpath_serves_the_libraries_of_libraries_but_not_those_with_a_runpath() {
    image
        .file("/s/bin/p", program().needs("liba.so").rpath("$ORIGIN/../lib"))
        .file("/s/lib/liba.so", library("liba.so").needs("libb.so", "libdeep.so"))
        .file("/s/lib/libb.so", library("libb.so").needs("libc1.so").runpath("$ORIGIN/x"))
        .file("/s/lib/libdeep.so", library("libdeep.so").needs("libd.so"))
        .file("/s/lib/libc1.so", library("libc1.so"))
        .file("/s/lib/libd.so", library("libd.so"));

    assertThat(lines(closure("/s/bin/p")))
        .containsExactly(
            "liba.so => /s/bin/../lib/liba.so",
            "libb.so => /s/bin/../lib/libb.so",
            "libdeep.so => /s/bin/../lib/libdeep.so",
            "libc1.so => MISSING",
            "libd.so => /s/bin/../lib/libd.so");
  }

  @Test
  void runpath_serves_the_object_alone_and_disables_its_rpath() {
    image
        .file("/s/p", program().needs("liba.so", "libb.so").rpath("/s/b").runpath("/s/a"))
        .file("/s/a/liba.so", library("liba.so").needs("libsub.so"))
        .file("/s/a/libsub.so", library("libsub.so"))
        .file("/s/b/libb.so", library("libb.so"));

    assertThat(lines(closure("/s/p")))
        .containsExactly("liba.so => /s/a/liba.so", "libb.so => MISSING", "libsub.so => MISSING");
  }

  @Test
  void origin_is_the_folder_of_the_path_and_not_of_the_file_behind_a_link() {
    image
        .file("/s/p", program().needs("libz.so").runpath("${ORIGIN}"))
        .link("/s/libz.so", "sub/libz.so")
        .file("/s/sub/libz.so", library("libz.so").needs("liby.so").runpath("$ORIGIN/near"))
        .file("/s/near/liby.so", library("liby.so"))
        .file("/s/sub/near/liby.so", library("liby.so"));

    assertThat(lines(closure("/s/p")))
        .containsExactly("libz.so => /s/libz.so", "liby.so => /s/near/liby.so");
    assertThat(closure("/s/p").dependencies().get(0).file())
        .hasToString("Optional[/s/sub/libz.so]");
  }

  @Test
  void replaces_the_tokens_it_knows_and_no_others() {
    image
        .file(
            "/s/p",
            program()
                .needs("libt.so", "libu.so", "libv.so", "$ORIGIN/w/libw.so")
                .runpath("/s/$LIB:/s/${PLATFORM}:/s/$LIBX:/s/$FOO"))
        .file("/s/lib/aarch64-linux-gnu/libt.so", library("libt.so"))
        .file("/s/aarch64/libu.so", library("libu.so"))
        .file("/s/$FOO/libv.so", library("libv.so"))
        .file("/s/w/libw.so", library("libw.so"));

    assertThat(lines(closure("/s/p")))
        .containsExactly(
            "libt.so => /s/lib/aarch64-linux-gnu/libt.so",
            "libu.so => /s/aarch64/libu.so",
            "libv.so => /s/$FOO/libv.so",
            "/s/w/libw.so => /s/w/libw.so");
  }

  @Test
  void passes_over_libraries_of_other_machines() {
    image
        .file(
            "/s/p", program().needs("libm.so", "libn.so").runpath("/s/x86:/s/narrow:/s/big:/s/arm"))
        .file("/s/x86/libm.so", library("libm.so").machine(62))
        .file("/s/narrow/libm.so", library("libm.so").narrow())
        .file("/s/big/libm.so", library("libm.so").bigEndian())
        .file("/s/arm/libm.so", library("libm.so"))
        .file("/s/x86/libn.so", library("libn.so").machine(62));

    assertThat(lines(closure("/s/p")))
        .containsExactly("libm.so => /s/arm/libm.so", "libn.so => MISSING");
  }

  @Test
  void a_library_is_loaded_once_whatever_it_is_called() {
    image
        .file(
            "/s/p",
            program().needs("libreal.so", "libx.so.1", "liblink.so", "libhard.so").runpath("/s"))
        .file("/s/libreal.so", library("libx.so.1"))
        .link("/s/liblink.so", "libreal.so")
        .hardLink("/s/libhard.so", "/s/libreal.so");

    assertThat(lines(closure("/s/p"))).containsExactly("libreal.so => /s/libreal.so");
  }

  @Test
  void looks_into_the_folders_of_capabilities_first() {
    image
        .file("/s/p", program().needs("libh.so").runpath("$ORIGIN"))
        .file("/s/libh.so", library("libh.so"))
        .file("/s/atomics/libh.so", library("libh.so"));

    assertThat(lines(closure("/s/p"))).containsExactly("libh.so => /s/atomics/libh.so");
  }

  @Test
  void relative_and_empty_folders_lie_in_the_working_directory() {
    image
        .file("/s/p", program().needs("liba.so", "libb.so"))
        .file("/work/liba.so", library("liba.so"))
        .file("/work/sub/libb.so", library("libb.so"));

    assertThat(lines(closure("/s/p", libraryPath("", "sub/"))))
        .containsExactly("liba.so => liba.so", "libb.so => sub/libb.so");
  }

  @Test
  void no_default_library_is_loaded_for_one_that_refuses_them() {
    image
        .file("/s/p", program().needs("liba.so", "libb.so").flags1(0x800))
        .file("/usr/lib/liba.so", library("liba.so"))
        .file("/opt/libb.so", library("libb.so"))
        .file(
            "/etc/ld.so.cache",
            new CacheFixture()
                .with("liba.so", "/usr/lib/liba.so")
                .with("libb.so", "/opt/libb.so")
                .bytes());

    assertThat(lines(closure("/s/p")))
        .containsExactly("liba.so => MISSING", "libb.so => /opt/libb.so");
  }

  @Test
  void a_cache_that_names_a_file_that_is_gone_does_not_hide_a_default_folder() {
    image
        .file("/s/p", program().needs("liba.so"))
        .file("/usr/lib/liba.so", library("liba.so"))
        .file("/etc/ld.so.cache", new CacheFixture().with("liba.so", "/gone/liba.so").bytes());

    assertThat(lines(closure("/s/p"))).containsExactly("liba.so => /usr/lib/liba.so");
  }

  @Test
  void what_the_host_brings_is_not_missing() {
    image.file("/s/p", program().needs("libcuda.so.1", "libnvinfer.so.10", "libno.so"));
    HostLibraries host = HostLibraries.of(List.of("libcuda.so.1", "libnvi*.so.??"));
    LoaderEnvironment environment = new LoaderEnvironment(List.of(), List.of(), "/", host);

    assertThat(lines(closure("/s/p", environment)))
        .containsExactly("libcuda.so.1 => HOST", "libnvinfer.so.10 => HOST", "libno.so => MISSING");
  }

  @Test
  void the_loader_gives_up_on_what_is_no_library() {
    image
        .file(
            "/s/p",
            program().needs("libtext.so", "libobject.so", "p", "libfolder.so").runpath("/s"))
        .file("/s/libtext.so", "INPUT ( /lib/libc.so.6 )")
        .file("/s/libobject.so", library("x").type(1))
        .folder("/s/libfolder.so")
        .file("/s/q", program().needs("p", "libcut.so").runpath("/s"))
        .file("/s/libcut.so", new byte[] {0x7f, 'E', 'L', 'F'});

    assertThat(closure("/s/p").with(Status.BROKEN))
        .extracting(each -> each.name() + ": " + each.reason().orElseThrow())
        .containsExactly(
            "libtext.so: it is not an ELF file",
            "libobject.so: it is not a shared library",
            "libfolder.so: it is not a regular file");
    assertThat(closure("/s/q").with(Status.BROKEN))
        .extracting(each -> each.name() + ": " + each.reason().orElseThrow())
        .containsExactly("p: it is not a shared library", "libcut.so: no ELF header (at offset 0)");
  }

  @Test
  void tells_symbol_versions_that_are_not_there() {
    image
        .file(
            "/s/p",
            program()
                .needs("libver.so", "libnone.so")
                .runpath("/s")
                .needsVersions("libver.so", "V_1", "V_2")
                .needsWeakVersion("libver.so", "V_3")
                .needsVersions("libnone.so", "N_1")
                .needsVersions("ld-linux-aarch64.so.1", "GLIBC_2.17"))
        .file("/s/libver.so", library("libver.so").defines("V_1"))
        .file("/s/libnone.so", library("libnone.so"));

    assertThat(closure("/s/p").versionProblems())
        .containsExactly(
            new VersionProblem(VersionProblem.Kind.NOT_FOUND, "V_2", "/s/libver.so", "/s/p"),
            new VersionProblem(VersionProblem.Kind.WEAK_NOT_FOUND, "V_3", "/s/libver.so", "/s/p"),
            new VersionProblem(VersionProblem.Kind.NO_VERSIONS, "N_1", "/s/libnone.so", "/s/p"));
  }

  @Test
  void preloaded_libraries_come_first_and_missing_ones_are_ignored() {
    image
        .file("/s/p", program().needs("liba.so"))
        .file("/lib/liba.so", library("liba.so"))
        .file("/lib/libgomp.so.1", library("libgomp.so.1"));
    LoaderEnvironment environment =
        new LoaderEnvironment(
            List.of(), List.of("/lib/libgomp.so.1", "libno.so"), "/", HostLibraries.none());

    assertThat(lines(closure("/s/p", environment)))
        .containsExactly("/lib/libgomp.so.1 => /lib/libgomp.so.1", "liba.so => /lib/liba.so");
  }

  @Test
  void a_missing_interpreter_is_told() {
    image.file("/s/p", program().interpreter("/lib/ld-musl-aarch64.so.1"));

    assertThat(closure("/s/p").interpreter()).isEqualTo("/lib/ld-musl-aarch64.so.1");
    assertThat(closure("/s/p").interpreterFound()).isFalse();
  }

  @Test
  void files_that_the_loader_does_not_load_have_no_closure() {
    image
        .file("/s/text", "text")
        .file("/s/object", library("x").type(1))
        .file("/s/foreign", ElfFixture.program().machine(62));
    FileTree tree = image.tree();
    Loader loader = Loader.of(tree, LoaderEnvironment.none());

    assertThat(List.of("/s/text", "/s/object", "/s/foreign"))
        .allSatisfy(path -> assertThat(loader.closure(tree.get(path).orElseThrow())).isEmpty());
  }
}
