package io.github.jbuild.verify.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.VerifyReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON for programs: one object an image, an array of several. Keys are only ever added. {@code
 * passed} is true if there are no errors; warnings are in {@code warnings}.
 */
public final class JsonReport implements VerifyFormat {

  @Override
  public String write(List<VerifyReport> reports) {
    List<?> documents = reports.stream().map(JsonReport::document).toList();
    return text(documents.size() == 1 ? documents.get(0) : documents);
  }

  /** JSON about profiles: one object a profile, an array of several; keys are only ever added. */
  public static String profiles(List<PlanReport> reports) {
    List<?> documents = reports.stream().map(JsonReport::profile).toList();
    return text(documents.size() == 1 ? documents.get(0) : documents);
  }

  private static Map<String, Object> profile(PlanReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("profile", report.subject());
    document.put("passed", report.accepted(false));
    document.put("errors", report.count(Severity.ERROR));
    document.put("warnings", report.count(Severity.WARNING));
    document.put("notes", report.count(Severity.NOTE));
    document.put("checks", report.results().stream().map(JsonReport::check).toList());
    return document;
  }

  /** A document as indented JSON. */
  static String text(Object document) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(document)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts are JSON", e);
    }
  }

  private static Map<String, Object> document(VerifyReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("image", report.image());
    document.put("id", report.id());
    report.profile().ifPresent(profile -> document.put("profile", profile));
    document.put("size", report.bytes());
    document.put("layers", report.layers());
    document.put("passed", report.accepted(false));
    document.put("errors", report.count(Severity.ERROR));
    document.put("warnings", report.count(Severity.WARNING));
    document.put("notes", report.count(Severity.NOTE));
    document.put("checks", report.results().stream().map(JsonReport::check).toList());
    report.run().ifPresent(run -> document.put("run", run(run)));
    return document;
  }

  private static Map<String, Object> check(CheckResult result) {
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("code", result.rule().code());
    check.put("name", result.rule().name());
    check.put("title", result.rule().title());
    check.put("status", word(result.status()));
    check.put("evidence", result.evidence());
    check.put("findings", result.findings().stream().map(JsonReport::finding).toList());
    return check;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("severity", word(finding.severity()));
    row.put("message", finding.message());
    finding.path().ifPresent(path -> row.put("path", path));
    finding.place().ifPresent(place -> row.put("place", place(place)));
    if (!finding.remedy().isEmpty()) {
      row.put("remedy", finding.remedy());
    }
    if (!finding.source().isEmpty()) {
      row.put("source", finding.source());
    }
    finding.suppressed().ifPresent(reason -> row.put("suppressed", reason));
    return row;
  }

  private static Map<String, Object> place(SourceSpan place) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", place.file());
    row.put("line", place.line());
    row.put("column", place.column());
    return row;
  }

  private static Map<String, Object> run(RunReport run) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("emulated", run.emulated());
    document.put("passed", run.passed());
    document.put(
        "software",
        run.rows().stream()
            .map(
                row -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("name", row.name());
                  entry.put("value", row.value());
                  entry.put("expected", row.expected());
                  entry.put("state", word(row.state()));
                  return entry;
                })
            .toList());
    document.put("notProved", run.notProved());
    return document;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
