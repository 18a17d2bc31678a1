package io.github.jbuild.checks;

import io.github.jbuild.core.SourceSpan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a check finds. Where a whole image is wrong, thousands of files are: of each
 * severity the first fifty findings are kept, and a last one says how many more there are.
 */
public final class Verdict {

  private static final int KEPT = 50;

  private final Rule rule;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

  /** A verdict without findings yet. */
  public Verdict(Rule rule) {
    this.rule = rule;
  }

  /** Adds a finding. */
  public void add(
      Severity severity,
      String message,
      @Nullable String path,
      @Nullable SourceSpan place,
      String remedy) {
    if (counts.merge(severity, 1, Integer::sum) <= KEPT) {
      findings.add(new Finding(rule, severity, message, path, place, remedy));
    }
  }

  /** Adds an error about a file. */
  public void error(String message, @Nullable String path, String remedy) {
    add(Severity.ERROR, message, path, null, remedy);
  }

  /** Adds a warning about a file. */
  public void warning(String message, @Nullable String path, String remedy) {
    add(Severity.WARNING, message, path, null, remedy);
  }

  /**
   * The result.
   *
   * @param evidence what was looked at, in one line
   */
  public CheckResult result(String evidence) {
    List<Finding> all = new ArrayList<>(findings);
    counts.forEach(
        (severity, count) -> {
          if (count > KEPT) {
            all.add(new Finding(rule, severity, "and " + (count - KEPT) + " more", null, null, ""));
          }
        });
    return CheckResult.of(rule, evidence, all);
  }
}
