package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.python.WheelTags;
import java.util.List;
import java.util.Map;

/** Whatever the metadata in an image holds, the image is read to its end. */
class DistributionFuzzTest {

  private static final String SITE = "/usr/local/lib/python3.10/site-packages/";
  private static final List<String> FILES =
      List.of(
          "x-1.0.dist-info/METADATA",
          "x-1.0.dist-info/RECORD",
          "x-1.0.dist-info/WHEEL",
          "x-1.0.dist-info/direct_url.json",
          "x-1.0.dist-info/entry_points.txt",
          "x-1.0.egg-info/PKG-INFO",
          "x-1.0.egg-info/requires.txt",
          "x-1.0.egg-info/top_level.txt",
          "x.pth",
          "../../../pyvenv.cfg");

  @FuzzTest
  void any_metadata_is_read_with_its_problems(FuzzedDataProvider data) {
    String name = FILES.get(data.consumeInt(0, FILES.size() - 1));
    String path = name.startsWith("../") ? "/usr/local/pyvenv.cfg" : SITE + name;
    FileTree files =
        new ImageFiles()
            .file("/usr/bin/python3.10", "elf")
            .file("/usr/local/bin/python3.10", "elf")
            .file(SITE + "x-1.0.dist-info/METADATA", "Name: x\nVersion: 1.0\n")
            .file(path, data.consumeRemainingAsBytes())
            .tree();

    for (PythonEnvironment environment : PythonEnvironments.in(files, Map.of())) {
      RecordCheck records = new RecordCheck(files, environment.all());
      for (Distribution distribution : environment.all()) {
        assertThat(distribution.siteFolder()).startsWith("/");
        assertThat(distribution.problems()).allSatisfy(p -> assertThat(p).isNotBlank());
        assertThat(records.check(distribution).rows()).isEqualTo(distribution.record().size());
      }
      assertThat(PipCheck.of(environment, new WheelTags(environment.version(), null)))
          .allSatisfy(conflict -> assertThat(conflict.message()).isNotBlank());
      assertThat(SharedImportName.in(environment))
          .allSatisfy(s -> assertThat(s.distributions()).hasSizeGreaterThan(1));
    }
  }
}
