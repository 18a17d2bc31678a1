package io.github.jbuild.verify.report;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.verify.VerifyReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SARIF 2.1.0 (OASIS) for code scanning: a run an image. A finding lies at the place of the profile
 * that it is about; one without such a place is only about the image, which is its logical
 * location.
 */
public final class SarifReport implements VerifyFormat {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final String version;

  /**
   * A format.
   *
   * @param version of jbuild, empty when it is not known
   */
  public SarifReport(String version) {
    this.version = version;
  }

  @Override
  public String write(List<VerifyReport> reports) {
    return write("verify", reports);
  }

  /**
   * The document.
   *
   * @param command the command that checked
   */
  public String write(String command, List<? extends CheckReport> reports) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", SCHEMA);
    document.put("version", "2.1.0");
    document.put("runs", reports.stream().map(report -> run(command, report)).toList());
    return JsonReport.text(document);
  }

  private Map<String, Object> run(String command, CheckReport report) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "jbuild");
    if (!version.isEmpty()) {
      driver.put("version", version);
    }
    Map<String, Rule> rules = new TreeMap<>();
    report.results().forEach(result -> rules.put(result.rule().code(), result.rule()));
    List<String> codes = List.copyOf(rules.keySet());
    driver.put("rules", rules.values().stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("automationDetails", Map.of("id", "jbuild-" + command + "/" + report.subject()));
    List<Object> results = new ArrayList<>();
    for (CheckResult result : report.results()) {
      int index = codes.indexOf(result.rule().code());
      result.findings().forEach(finding -> results.add(finding(report, finding, index)));
    }
    run.put("results", results);
    return run;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", rule.code());
    row.put("name", rule.name());
    row.put("shortDescription", Map.of("text", rule.title()));
    row.put("fullDescription", Map.of("text", rule.why()));
    rule.guide().ifPresent(guide -> row.put("help", Map.of("text", guide.remedy())));
    return row;
  }

  private static Map<String, Object> finding(CheckReport report, Finding finding, int rule) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ruleId", finding.rule().code());
    row.put("ruleIndex", rule);
    row.put("level", finding.severity().word());
    String text =
        finding.path().map(path -> path + ": ").orElse("")
            + finding.messageWithSource()
            + (finding.remedy().isEmpty() ? "" : ". " + finding.remedy());
    row.put("message", Map.of("text", text));
    finding
        .suppressed()
        .ifPresent(
            reason ->
                row.put(
                    "suppressions",
                    List.of(new TreeMap<>(Map.of("kind", "external", "justification", reason)))));
    Map<String, Object> location = new LinkedHashMap<>();
    finding
        .place()
        .filter(place -> !place.file().startsWith("<"))
        .ifPresent(
            place ->
                location.put(
                    "physicalLocation",
                    new TreeMap<>(
                        Map.of(
                            "artifactLocation",
                            Map.of("uri", uri(place.file())),
                            "region",
                            new TreeMap<>(
                                Map.of(
                                    "startLine", place.line(), "startColumn", place.column()))))));
    Map<String, Object> logical = new LinkedHashMap<>();
    logical.put("name", report.subject());
    logical.put(
        "fullyQualifiedName", report.subject() + finding.path().map(p -> ":" + p).orElse(""));
    logical.put("kind", "resource");
    location.put("logicalLocations", List.of(logical));
    row.put("locations", List.of(location));
    return row;
  }

  private static String uri(String file) {
    if (Path.of(file).isAbsolute()) {
      return Path.of(file).toUri().toASCIIString();
    }
    try {
      // "./" keeps a colon in the first name from being taken for a scheme's
      URI relative = new URI(null, null, "./" + file.replace('\\', '/'), null);
      return relative.normalize().toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a relative path is a URI", e);
    }
  }
}
