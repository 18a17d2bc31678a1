package io.github.jbuild.verify.report;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.VerifyReport;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML for CI systems, in the form that Maven Surefire writes: a suite an image or profile, a
 * test case a check. Warnings, notes and what was suppressed pass and stand in the case's output.
 */
public final class JUnitReport implements VerifyFormat {

  @Override
  public String write(List<VerifyReport> reports) {
    return write("verify", reports);
  }

  /**
   * The document.
   *
   * @param command the command that checked
   */
  public static String write(String command, List<? extends CheckReport> reports) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (CheckReport report : reports) {
        suite(xml, command, report);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string cannot fail", e);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, String command, CheckReport report)
      throws XMLStreamException {
    String suite = "jbuild." + command + "." + report.subject();
    List<RunReport.Row> rows =
        report instanceof VerifyReport verified
            ? verified.run().map(RunReport::rows).orElse(List.of())
            : List.of();
    long failed =
        report.count(Status.FAILED)
            + rows.stream().filter(row -> row.state() == RunReport.State.BAD).count();
    long skipped =
        report.count(Status.NOT_APPLICABLE) + rows.stream().filter(JUnitReport::skipped).count();
    start(xml, "testsuite", "name", report.subject());
    xml.writeAttribute("tests", Integer.toString(report.results().size() + rows.size()));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", Long.toString(skipped));
    for (CheckResult result : report.results()) {
      check(xml, suite, result);
    }
    for (RunReport.Row row : rows) {
      row(xml, suite, row);
    }
    xml.writeEndElement();
  }

  private static void check(XMLStreamWriter xml, String suite, CheckResult result)
      throws XMLStreamException {
    testCase(xml, suite, result.rule().code() + " " + result.rule().title());
    for (Finding finding : result.findings()) {
      if (finding.counts(Severity.ERROR)) {
        start(xml, "failure", "message", printable(finding.messageWithSource()));
        xml.writeAttribute("type", result.rule().code());
        xml.writeCharacters(printable(whole(finding)));
        xml.writeEndElement();
        // One failure a case is all that readers of this format show.
        break;
      }
    }
    if (result.status() == Status.NOT_APPLICABLE) {
      start(xml, "skipped", "message", printable(result.evidence()));
      xml.writeEndElement();
    }
    xml.writeStartElement("system-out");
    StringBuilder out = new StringBuilder(result.evidence());
    result.findings().forEach(finding -> out.append('\n').append(whole(finding)));
    xml.writeCharacters(printable(out.toString()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void row(XMLStreamWriter xml, String suite, RunReport.Row row)
      throws XMLStreamException {
    testCase(xml, suite, "run: " + row.name());
    String said = row.value() + (row.expected().isEmpty() ? "" : ", expected " + row.expected());
    if (row.state() == RunReport.State.BAD) {
      start(xml, "failure", "message", printable(said));
      xml.writeEndElement();
    } else if (skipped(row)) {
      start(xml, "skipped", "message", printable(said));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static boolean skipped(RunReport.Row row) {
    return row.state() == RunReport.State.ABSENT || row.state() == RunReport.State.UNKNOWN;
  }

  private static void testCase(XMLStreamWriter xml, String suite, String name)
      throws XMLStreamException {
    start(xml, "testcase", "classname", suite);
    xml.writeAttribute("name", printable(name));
    xml.writeAttribute("time", "0");
  }

  private static void start(XMLStreamWriter xml, String element, String attribute, String value)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute(attribute, printable(value));
  }

  private static String whole(Finding finding) {
    return finding.suppressed().map(reason -> "suppressed (" + reason + "): ").orElse("")
        + finding.severity().word()
        + ": "
        + finding.path().map(path -> path + ": ").orElse("")
        + finding.messageWithSource()
        + (finding.remedy().isEmpty() ? "" : "\n  remedy: " + finding.remedy());
  }

  /** XML 1.0 has no way to write most control characters. */
  private static String printable(String text) {
    return text.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
