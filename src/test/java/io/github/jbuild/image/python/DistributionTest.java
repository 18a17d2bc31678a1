package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the metadata of a distribution says, and that malformed metadata is told, not thrown. */
class DistributionTest {

  private static final String SITE = "/usr/local/lib/python3.10/site-packages";
  private static final String INFO = SITE + "/torch-2.8.0.dist-info/";
  private static final String HEX =
      "62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc";

  @Test
  void reads_a_wheel_that_pip_installed_from_a_url() {
    Distribution torch =
        read(
            new ImageFiles()
                .wheel(
                    SITE,
                    "torch",
                    "2.8.0",
                    """
                    Requires-Python: >=3.9
                    Requires-Dist: numpy; extra == "np"
                    Requires-Dist: filelock

                    Requires-Dist: not-a-header
                    """,
                    "torch/__init__.py",
                    "",
                    "torchgen/__init__.py",
                    "",
                    "functorch.cpython-310-aarch64-linux-gnu.so",
                    "",
                    "nvidia/cuda/__init__.py",
                    "",
                    "torch-2.8.0.dist-info/WHEEL",
                    "Wheel-Version: 1.0\nTag: cp310-cp310-linux_aarch64\n",
                    "torch-2.8.0.dist-info/entry_points.txt",
                    "[x]\na = b:c\n[console_scripts]\ntorchrun = torch.distributed.run:main\n",
                    "torch-2.8.0.dist-info/direct_url.json",
                    "{\"url\": \"file:///w/torch.whl\", \"archive_info\": {\"hashes\": {\"sha256\": \""
                        + HEX
                        + "\"}}}"));

    assertThat(torch.problems()).isEmpty();
    assertThat(torch.kind()).isEqualTo(Distribution.Kind.DIST_INFO);
    assertThat(torch).hasToString("torch 2.8.0");
    assertThat(torch.metadataPath() + "/").isEqualTo(INFO);
    assertThat(torch.requirements()).hasToString("[numpy; extra == \"np\", filelock]");
    assertThat(torch.requiresPython()).hasToString(">=3.9");
    assertThat(torch.topLevel()).containsExactly("functorch", "torch", "torchgen");
    assertThat(torch.installer()).contains("pip");
    assertThat(torch.tags()).containsExactly("cp310-cp310-linux_aarch64");
    assertThat(torch.commands())
        .containsExactly(Map.entry("torchrun", "torch.distributed.run:main"));
    assertThat(torch.record()).hasSize(10);
    assertThat(torch.editable()).isFalse();
    assertThat(torch.directUrl()).hasValueSatisfying(this::isThePinnedWheel);
  }

  private void isThePinnedWheel(DirectUrl url) {
    assertThat(url.url()).isEqualTo("file:///w/torch.whl");
    assertThat(url.sha256()).hasValueSatisfying(sha256 -> assertThat(sha256.hex()).isEqualTo(HEX));
  }

  @Test
  void reads_the_hash_as_older_pips_wrote_it() {
    Distribution torch =
        read(
            metadata("Name: torch\nVersion: 2.8.0\n")
                .file(
                    INFO + "direct_url.json",
                    "{\"archive_info\": {\"hash\": \"sha256="
                        + HEX
                        + "\"}, \"url\": \"file:///w/torch.whl\"}"));

    assertThat(torch.directUrl()).hasValueSatisfying(this::isThePinnedWheel);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false"})
  void a_folder_is_editable_when_it_says_so(String value, boolean editable) {
    Distribution torch =
        read(
            metadata("Name: torch\nVersion: 2.8.0\n")
                .file(
                    INFO + "direct_url.json",
                    "{\"url\": \"file:///src\", \"dir_info\": {\"editable\": " + value + "}}"));

    assertThat(torch.editable()).isEqualTo(editable);
  }

  @Test
  void reads_an_egg_info_as_debian_packages_bring_it() {
    String info = SITE + "/Old_Name-1.2.egg-info";
    Distribution old =
        read(
            new ImageFiles()
                .file(info + "/PKG-INFO", "Name: Old.Name\nVersion: 1.2\n")
                .file(info + "/top_level.txt", "old\nabsent\nnamespace\n")
                .file(SITE + "/old/__init__.py", "")
                .file(SITE + "/namespace/part.txt", "")
                .file(
                    info + "/requires.txt",
                    "six\n\n[:python_version<\"3\"]\nfutures\n\n[t:os_name=='nt']\npytest\n"));

    assertThat(old.kind()).isEqualTo(Distribution.Kind.EGG_INFO);
    assertThat(old.normalizedName()).isEqualTo("old-name");
    assertThat(old.topLevel()).containsExactly("old");
    assertThat(old.requirements())
        .hasToString(
            "[six, futures; python_version < \"3\", pytest; os_name == \"nt\" and extra == \"t\"]");
    assertThat(old.problems()).isEmpty();
  }

  @Test
  void malformed_metadata_is_told_and_the_rest_is_read() {
    Distribution torch =
        read(
            metadata(
                    "Version: 2.8.0\nRequires-Dist: a b\nRequires-Dist: six\nRequires-Python: abc\n")
                .file(INFO + "direct_url.json", "{\"url\": ")
                .file(
                    INFO + "RECORD",
                    "a.py,md5=x,1\nb.py,sha256=AAAA,2\nc.py,,x\nd.py\n\"q,\"\"r.py\",,7\n"));

    assertThat(torch.name()).isEqualTo("torch");
    assertThat(torch.requirements()).hasToString("[six]");
    assertThat(torch.requiresPython().isAny()).isTrue();
    assertThat(torch.record())
        .extracting(RecordRow::path)
        .containsExactly("a.py", "b.py", "c.py", "d.py", "q,\"r.py");
    assertThat(torch.problems())
        .anySatisfy(problem -> assertThat(problem).startsWith("direct_url.json: "))
        .contains(
            "its metadata has no Name",
            "requirement \"a b\": a comparison is expected where there is \"b\"",
            "Requires-Python: a comparison is expected where there is \"a\"",
            "RECORD: row 1 has no SHA-256 but md5=x",
            "RECORD: row 2 has no SHA-256 but sha256=AAAA",
            "RECORD: row 3 has no size but x",
            "RECORD: row 4 has 1 fields, not path, hash and size");
  }

  @Test
  void a_folder_without_metadata_and_one_too_large_are_told() {
    Distribution empty = read(new ImageFiles().file(INFO + "INSTALLER", "pip\n"));
    assertThat(empty).hasToString("torch 2.8.0");
    assertThat(empty.problems()).containsExactly("it has no METADATA");

    Distribution large = read(metadata("Name: torch\n" + "x".repeat(3 << 20)));
    assertThat(large.problems())
        .containsExactly("METADATA of 3145740 bytes is too large to be read");
  }

  @Test
  void a_record_of_debian_has_hashes_in_hexadecimal() {
    Distribution torch =
        read(
            metadata("Name: torch\nVersion: 2.8.0\n")
                .file(INFO + "RECORD", "torch.py,sha256=" + HEX + ",7\n"));

    assertThat(torch.problems()).isEmpty();
    assertThat(torch.record())
        .singleElement()
        .satisfies(row -> assertThat(row.sha256OrNull()).isEqualTo(new Digest(HEX)));
  }

  @Test
  void a_record_of_nonsense_ends_in_a_short_list_of_problems() {
    Distribution torch =
        read(metadata("Name: torch\nVersion: 2.8.0\n").file(INFO + "RECORD", "x\n".repeat(5000)));

    assertThat(torch.problems()).hasSize(11).contains("RECORD: 4990 more rows are malformed");
  }

  private static ImageFiles metadata(String text) {
    return new ImageFiles().file(INFO + "METADATA", text);
  }

  private static Distribution read(ImageFiles files) {
    PythonEnvironment environment =
        PythonEnvironments.in(files.file("/usr/local/bin/python3.10", "elf").tree(), Map.of())
            .get(0);
    List<Distribution> all = environment.all();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
