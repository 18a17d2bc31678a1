package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person.
 *
 * @param answers what is typed
 * @param out where questions are seen
 */
public record Questions(BufferedReader answers, PrintWriter out) {

  /**
   * The answer, or the default where it is empty.
   *
   * @throws JbuildException {@code CANCELLED} when there are no more answers
   */
  public String ask(String question, String otherwise) {
    out.print(question + " [" + otherwise + "]: ");
    out.flush();
    @Nullable String answer;
    try {
      answer = answers.readLine();
    } catch (IOException e) {
      throw JbuildException.of(Kind.ENVIRONMENT, "cannot read the answer").cause(e);
    }
    if (answer == null) {
      throw JbuildException.of(Kind.CANCELLED, "no answer");
    }
    return answer.isBlank() ? otherwise : answer.strip();
  }
}
