package io.github.jbuild.verify;

import java.util.List;

/**
 * What running an image showed.
 *
 * @param emulated whether its programs ran under emulation
 * @param rows the software table
 * @param notProved what could not be proved here, each with the reason
 */
public record RunReport(boolean emulated, List<Row> rows, List<String> notProved) {

  /** How a row of the software table ended. */
  public enum State {
    /** As expected, or nothing says what to expect. */
    GOOD,
    /** Not as expected, or it failed. */
    BAD,
    /** Not there, and not expected. */
    ABSENT,
    /** It cannot be found out here. */
    UNKNOWN
  }

  /**
   * A row of the software table.
   *
   * @param name such as {@code cuDNN}
   * @param value what the program said
   * @param expected what it should be; empty where nothing says so
   */
  public record Row(String name, String value, String expected, State state) {}

  public RunReport {
    rows = List.copyOf(rows);
    notProved = List.copyOf(notProved);
  }

  /** Whether nothing is bad. */
  public boolean passed() {
    return rows.stream().noneMatch(row -> row.state() == State.BAD);
  }
}
