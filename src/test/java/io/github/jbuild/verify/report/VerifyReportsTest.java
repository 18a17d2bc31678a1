package io.github.jbuild.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.testing.GoldenFile;
import io.github.jbuild.testing.SampleReport;
import io.github.jbuild.verify.VerifyReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class VerifyReportsTest {

  private static final List<VerifyReport> REPORTS =
      List.of(SampleReport.run(), SampleReport.passing());

  private static void golden(String name, String text) throws IOException {
    new GoldenFile(Path.of("src/test/resources/golden/verify/" + name)).mustBe(text);
  }

  @Test
  void json_is_as_documented() throws IOException {
    String text = new JsonReport().write(REPORTS);
    golden("report.json", text);
    JsonNode first = new ObjectMapper().readTree(text).get(0);
    assertThat(first.get("passed").asBoolean()).isFalse();
    assertThat(first.at("/checks/2/findings/0/path").asText()).isEqualTo(SampleReport.HOSTILE);
    assertThat(first.at("/run/software/1/value").asText()).isEqualTo(SampleReport.HOSTILE);
  }

  @Test
  void one_image_is_an_object_and_not_an_array() throws IOException {
    JsonNode node =
        new ObjectMapper().readTree(new JsonReport().write(List.of(SampleReport.passing())));
    assertThat(node.get("passed").asBoolean()).isTrue();
    assertThat(node.has("profile")).isFalse();
  }

  @Test
  void markdown_keeps_its_tables_whatever_a_file_is_called() throws IOException {
    String text = new MarkdownReport().write(REPORTS);
    golden("report.md", text);
    assertThat(text).doesNotContain("\u001b", "\u202e", "\u2028", "\u0000", "\r", "\t");
    assertThat(text.replaceAll("`[^`\n]*`", "")).doesNotContain(" <", "b<", "]]");
    List<String> rows = text.lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows).hasSize(6 + 6 + 3);
    assertThat(rows)
        .allMatch(row -> row.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count() == 5);
  }

  @Test
  void junit_is_well_formed_and_counts_what_it_holds() throws Exception {
    String text = new JUnitReport().write(REPORTS);
    golden("report.xml", text);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<Element> suites = elements(document.getDocumentElement(), "testsuite");
    assertThat(suites).hasSize(2);
    for (Element suite : suites) {
      assertThat(elements(suite, "testcase")).hasSize(number(suite, "tests"));
      assertThat(elements(suite, "failure")).hasSize(number(suite, "failures"));
      assertThat(elements(suite, "skipped")).hasSize(number(suite, "skipped"));
    }
    assertThat(number(suites.get(0), "tests")).isEqualTo(8);
    assertThat(number(suites.get(0), "failures")).isEqualTo(2);
    assertThat(number(suites.get(0), "skipped")).isEqualTo(3);
    assertThat(elements(suites.get(0), "failure").get(0).getTextContent()).contains("<script>]]>");
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList list = parent.getElementsByTagName(name);
    return IntStream.range(0, list.getLength()).mapToObj(i -> (Element) list.item(i)).toList();
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** The rules of SARIF 2.1.0 (OASIS, errata 01) that a consumer relies on. */
  @Test
  void sarif_follows_the_rules_of_its_standard() throws IOException {
    String text = new SarifReport("1.0.0").write(REPORTS);
    golden("report.sarif", text);
    JsonNode log = new ObjectMapper().readTree(text);
    assertThat(log.get("version").asText()).isEqualTo("2.1.0");
    assertThat(log.get("runs")).hasSize(2);
    for (JsonNode run : log.get("runs")) {
      JsonNode driver = run.at("/tool/driver");
      assertThat(driver.get("name").asText()).isEqualTo("jbuild");
      assertThat(run.get("results").isArray()).isTrue();
      for (JsonNode result : run.get("results")) {
        // 3.27.5: the index is that of the rule with this id
        JsonNode rule = driver.get("rules").get(result.get("ruleIndex").asInt());
        assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
        assertThat(result.get("level").asText()).isIn("none", "note", "warning", "error");
        assertThat(result.at("/message/text").asText()).isNotEmpty();
        for (JsonNode location : result.get("locations")) {
          place(location);
        }
      }
    }
  }

  private static void place(JsonNode location) {
    assertThat(location.get("logicalLocations").get(0).get("kind").asText()).isEqualTo("resource");
    JsonNode physical = location.path("physicalLocation");
    if (!physical.isMissingNode()) {
      URI uri = URI.create(physical.at("/artifactLocation/uri").asText());
      assertThat(uri.isAbsolute()).isFalse();
      assertThat(uri.getPath()).isEqualTo("my profiles/ü:1.yaml");
      assertThat(uri.toString()).matches("[\\x21-\\x7e]+");
      assertThat(physical.at("/region/startLine").asInt()).isPositive();
      assertThat(physical.at("/region/startColumn").asInt()).isPositive();
    }
  }

  @Test
  void commands_of_github_are_one_line_each_and_cannot_be_forged() {
    List<String> lines = GitHubCommands.annotations(SampleReport.run());
    assertThat(lines).hasSize(3);
    assertThat(lines).allMatch(line -> line.lines().count() == 1);
    assertThat(lines.get(0)).isEqualTo("::warning title=JB208 vision%3A1::a cache is left");
    assertThat(lines.get(1))
        .startsWith(
            "::error file=my profiles/ü%3A1.yaml,line=7,col=3,title=JB211 vision%3A1::/opt/a")
        .contains("]]>%0A::error::%0D")
        .contains("%250A&")
        .endsWith("%0Aremove the link");
    // a built-in profile is no file of the repository
    assertThat(lines.get(2))
        .isEqualTo("::error title=JB211 vision%3A1::/lib/x.so.1: the link leads nowhere");
  }

  @Test
  void outputs_of_github_are_the_sum_of_all_images() {
    assertThat(GitHubCommands.outputs(REPORTS, false))
        .containsExactly("verified=false", "errors=2", "warnings=1");
    assertThat(GitHubCommands.outputs(List.of(SampleReport.passing()), true))
        .containsExactly("verified=true", "errors=0", "warnings=0");
  }

  @Test
  void warnings_count_only_when_asked_and_a_bad_row_always() {
    VerifyReport passing = SampleReport.passing();
    assertThat(passing.accepted(true)).isTrue();
    assertThat(passing.with(SampleReport.run().run().orElseThrow()).accepted(false)).isFalse();
    assertThat(SampleReport.failing().accepted(false)).isFalse();
  }

  @Test
  void notes_and_what_was_suppressed_fail_nothing_and_are_told() throws IOException {
    Rule rule = new Rule("JB117", "reload", "nothing reloads", "It forks.");
    SourceSpan place = new SourceSpan("app.yaml", 7, 3, "  x");
    Finding note =
        new Finding(rule, Severity.NOTE, "perhaps", null, place, "look", "a table", null);
    Finding suppressed =
        new Finding(rule, Severity.ERROR, "it reloads", null, place, "do not")
            .suppressedBy("it must");
    CheckResult result = CheckResult.of(rule, "the command", List.of(note, suppressed));
    assertThat(result.status()).isEqualTo(Status.PASSED);
    List<PlanReport> reports = List.of(new PlanReport("app", List.of(result)));
    assertThat(reports.get(0).accepted(true)).isTrue();

    assertThat(GitHubCommands.annotations(reports.get(0)))
        .containsExactly(
            "::notice file=app.yaml,line=7,col=3,title=JB117 app::perhaps (source: a table)%0Alook");
    JsonNode sarif = new ObjectMapper().readTree(new SarifReport("1").write("validate", reports));
    assertThat(sarif.at("/runs/0/automationDetails/id").asText()).isEqualTo("jbuild-validate/app");
    assertThat(sarif.at("/runs/0/results/0/level").asText()).isEqualTo("note");
    assertThat(sarif.at("/runs/0/results/0").has("suppressions")).isFalse();
    assertThat(sarif.at("/runs/0/results/1/suppressions/0/kind").asText()).isEqualTo("external");
    assertThat(sarif.at("/runs/0/results/1/suppressions/0/justification").asText())
        .isEqualTo("it must");
    assertThat(JUnitReport.write("validate", reports))
        .contains("failures=\"0\"", "note: perhaps", "suppressed (it must): error: it reloads");
    JsonNode json = new ObjectMapper().readTree(JsonReport.profiles(reports));
    assertThat(json.get("passed").asBoolean()).isTrue();
    assertThat(json.get("errors").asInt()).isZero();
    assertThat(json.get("notes").asInt()).isOne();
    assertThat(json.at("/checks/0/findings/0/source").asText()).isEqualTo("a table");
    assertThat(json.at("/checks/0/findings/1/suppressed").asText()).isEqualTo("it must");
    VerifyReport image = new VerifyReport("app:1", "sha256:0", 1, 1, null, List.of(result), null);
    assertThat(image.accepted(true)).isTrue();
    assertThat(new MarkdownReport().write(List.of(image)))
        .contains("## Verified", "**note JB117** perhaps", ". Suppressed: it must");
  }
}
