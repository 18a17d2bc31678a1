package io.github.jbuild.verify.report;

import io.github.jbuild.verify.VerifyReport;
import java.util.List;

/** A format of verify reports. */
@FunctionalInterface
public interface VerifyFormat {

  /** The whole document, with a line end at its end. */
  String write(List<VerifyReport> reports);
}
