package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Finds interpreters, their site folders and the distributions in them. */
class PythonEnvironmentsTest {

  private static final String LOCAL = "/usr/local/lib/python3.10/dist-packages";
  private static final String DEBIAN = "/usr/lib/python3/dist-packages";

  @Test
  void debians_python_looks_into_its_dist_packages_in_order() {
    PythonEnvironment environment =
        only(
            jammy()
                .file("/usr/bin/python3.10-config", "#!/bin/sh")
                .link("/usr/bin/python3", "python3.10")
                .wheel(LOCAL, "numpy", "1.26.4", "")
                .file(DEBIAN + "/numpy-1.21.5.egg-info/PKG-INFO", "Name: numpy\nVersion: 1.21.5\n")
                .file(DEBIAN + "/six-1.16.0.egg-info", "Name: six\nVersion: 1.16.0\n"));

    assertThat(environment.interpreter()).isEqualTo("/usr/bin/python3.10");
    assertThat(environment.virtual()).isFalse();
    assertThat(environment.siteFolders()).containsExactly(LOCAL, DEBIAN);
    assertThat(environment.visible()).hasToString("[numpy 1.26.4, six 1.16.0]");
    assertThat(environment.shadowed()).hasToString("[numpy 1.21.5]");
    assertThat(environment.find("NumPy"))
        .hasValueSatisfying(d -> assertThat(d.siteFolder()).isEqualTo(LOCAL));
  }

  @Test
  void dpkg_tells_the_patch_number_of_debians_python() {
    String status =
        """
        Package: python3.10-minimal-doc
        Version: 9.9

        Package: python3.10-minimal
        Status: install ok installed
        Version: 3.10.12-1~22.04.6
        """;

    assertThat(only(jammy().file("/var/lib/dpkg/status", status)).version()).hasToString("3.10.12");
    assertThat(only(jammy()).version()).hasToString("3.10");
  }

  @Test
  void a_build_of_python_org_has_site_packages_and_says_its_version_in_the_environment() {
    ImageFiles files =
        new ImageFiles()
            .file("/usr/local/bin/python3.11", "elf")
            .wheel("/usr/local/lib/python3.11/site-packages", "pip", "24.0", "");
    List<PythonEnvironment> found =
        PythonEnvironments.in(files.tree(), Map.of("PYTHON_VERSION", "3.11.9"));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).version()).hasToString("3.11.9");
    assertThat(found.get(0).visible()).hasToString("[pip 24.0]");
  }

  @Test
  void a_virtual_environment_has_its_own_folder_and_the_systems_only_if_it_says_so() {
    String config = "home = /usr/bin\ninclude-system-site-packages = %s\nversion = 3.10.12\n";
    String site = "/opt/venv/lib/python3.10/site-packages";
    ImageFiles files =
        jammy()
            .link("/opt/venv/bin/python3.10", "/usr/bin/python3.10")
            .wheel(site, "torch", "2.8.0", "")
            .wheel(LOCAL, "torch", "2.3.0", "");

    PythonEnvironment alone =
        virtual(files.file("/opt/venv/pyvenv.cfg", config.formatted("false")));
    assertThat(alone.interpreter()).isEqualTo("/opt/venv/bin/python");
    assertThat(alone.version()).hasToString("3.10.12");
    assertThat(alone.siteFolders()).containsExactly(site);

    PythonEnvironment with = virtual(files.file("/opt/venv/pyvenv.cfg", config.formatted("true")));
    assertThat(with.siteFolders()).containsExactly(site, LOCAL);
    assertThat(with.shadowed()).hasToString("[torch 2.3.0]");
  }

  @Test
  void uv_writes_the_version_of_an_environment_under_another_name() {
    PythonEnvironment found =
        virtual(jammy().file("/app/.venv/pyvenv.cfg", "home = /usr/bin\nversion_info = 3.10.12\n"));

    assertThat(found.interpreter()).isEqualTo("/app/.venv/bin/python");
  }

  @Test
  void pythonpath_comes_first_and_links_are_followed() {
    ImageFiles files =
        jammy()
            .link("/opt/libs", "/srv/libs")
            .wheel("/srv/libs", "numpy", "2.0.1", "")
            .wheel(LOCAL, "numpy", "1.26.4", "");
    PythonEnvironment environment =
        PythonEnvironments.in(files.tree(), Map.of("PYTHONPATH", "/opt/libs::relative:/nowhere"))
            .get(0);

    assertThat(environment.siteFolders()).containsExactly("/srv/libs", LOCAL);
    assertThat(environment.visible()).hasToString("[numpy 2.0.1]");
  }

  @Test
  void folders_of_pth_files_follow_their_site_folder() {
    PythonEnvironment environment =
        only(
            jammy()
                .wheel(LOCAL, "six", "1.0", "")
                .file(
                    LOCAL + "/easy.pth",
                    "# eggs\nimport sys\n./old-1.0-py3.10.egg\n/srv/src\n/no\n")
                .file(LOCAL + "/old-1.0-py3.10.egg/EGG-INFO/PKG-INFO", "Name: old\nVersion: 1.0\n")
                .file("/srv/src/dev.egg-info/PKG-INFO", "Name: dev\nVersion: 0.1\n"));

    assertThat(environment.siteFolders())
        .containsExactly(LOCAL, LOCAL + "/old-1.0-py3.10.egg", "/srv/src");
    assertThat(environment.visible()).hasToString("[dev 0.1, old 1.0, six 1.0]");
  }

  @Test
  void an_interrupted_pip_leaves_duplicates_and_renamed_folders() {
    PythonEnvironment environment =
        only(
            jammy()
                .wheel(LOCAL, "torch", "2.8.0", "")
                .wheel(LOCAL, "torch", "2.3.0", "")
                .file(LOCAL + "/~orch/__init__.py", "")
                .file(LOCAL + "/~orch-2.3.0.dist-info/METADATA", "Name: torch\nVersion: 2.3.0\n"));

    assertThat(environment.visible()).hasSize(1);
    assertThat(environment.duplicates()).hasSize(1);
    assertThat(environment.all()).extracting(Distribution::version).contains("2.3.0", "2.8.0");
    assertThat(environment.leftovers())
        .containsExactly(LOCAL + "/~orch", LOCAL + "/~orch-2.3.0.dist-info");
  }

  private static ImageFiles jammy() {
    return new ImageFiles().file("/usr/bin/python3.10", "elf");
  }

  private static PythonEnvironment only(ImageFiles files) {
    List<PythonEnvironment> found = PythonEnvironments.in(files.tree(), Map.of());
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static PythonEnvironment virtual(ImageFiles files) {
    List<PythonEnvironment> found = PythonEnvironments.in(files.tree(), Map.of());
    assertThat(found).hasSize(2);
    return found.stream().filter(PythonEnvironment::virtual).findFirst().orElseThrow();
  }
}
