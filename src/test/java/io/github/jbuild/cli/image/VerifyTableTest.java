package io.github.jbuild.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.testing.GoldenFile;
import io.github.jbuild.testing.SampleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerifyTableTest {

  @Test
  void a_table_shows_every_status_and_no_control_characters() throws IOException {
    TestConsole console = new TestConsole();
    new VerifyTable(console.console(), InstantSource.system(), false)
        .print(List.of(SampleReport.run(), SampleReport.passing()));
    String text = console.out();
    new GoldenFile(Path.of("src/test/resources/golden/verify/report.txt")).mustBe(text);
    assertThat(text.replace("\n", "")).doesNotContainPattern("\\p{Cc}");
    assertThat(text.lines().filter(line -> line.startsWith("::"))).isEmpty();
    assertThat(text)
        .contains("4 checks: 1 passed, 1 with warnings, 1 failed, 1 not applicable")
        .contains("expected by my profiles/ü:1.yaml:7:3");
  }
}
