package io.github.jbuild.render;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.pebbletemplates.pebble.error.PebbleException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders plans. The same plan gives the same bytes, on any machine. */
public final class Renderer {

  private final Templates templates;

  private Renderer(Templates templates) {
    this.templates = templates;
  }

  /** A renderer with the templates packaged with the program. */
  public static Renderer builtIn() {
    return new Renderer(Templates.builtIn());
  }

  /** A renderer with templates of a folder, laid out as the packaged ones. */
  public static Renderer withTemplates(Path folder) {
    return new Renderer(Templates.in(folder));
  }

  /**
   * Reads all templates now rather than when a plan first needs them; another thread may render
   * meanwhile.
   */
  public void readTemplates() {
    templates.read("header");
    templates.read("stage");
    templates.read("parts/pip");
    templates.read("parts/uv");
    Step.kinds().forEach(kind -> templates.read(template(kind)));
  }

  /**
   * The Dockerfile of a plan.
   *
   * @throws JbuildException {@code INVALID_INPUT} with the profile field if a value cannot be
   *     written where it must stand
   */
  public RenderedDockerfile render(Plan plan, Dialect dialect) {
    InstructionCounter out = new InstructionCounter();
    out.add(evaluate("header", Map.of("plan", plan, "dialect", dialect.id()), null), null, null);
    for (Stage stage : plan.stages()) {
      out.add(evaluate("stage", Map.of("stage", stage), stage.origin()), stage, null);
      String why = "";
      for (Step step : stage.steps()) {
        if (!step.origin().why().equals(why)) {
          why = step.origin().why();
          out.add("# " + Escape.comment(why) + "\n", stage, step);
        }
        Map<String, Object> values = Map.of("step", step, "dialect", dialect.id());
        out.add(evaluate(template(step.kind()), values, step.origin()), stage, step);
      }
    }
    return out.result();
  }

  private static String template(String kind) {
    return "steps/" + kind;
  }

  private String evaluate(String template, Map<String, Object> values, @Nullable Origin origin) {
    try {
      return templates.render(template, values);
    } catch (PebbleException e) {
      throw fault(template, e, origin);
    } catch (JbuildException e) {
      throw located(e, origin);
    }
  }

  private static JbuildException fault(
      String template, PebbleException e, @Nullable Origin origin) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JbuildException known) {
        return located(known, origin);
      }
    }
    String place = e.getLineNumber() == null ? "" : " line " + e.getLineNumber();
    return JbuildException.of(
            Kind.INVALID_INPUT,
            "template \"" + template + ".peb\"" + place + ": " + e.getPebbleMessage())
        .cause(e);
  }

  private static JbuildException located(JbuildException e, @Nullable Origin origin) {
    if (origin == null) {
      return e;
    }
    String hint =
        e.hint()
            .map(known -> "field " + origin.field() + ": " + known)
            .orElse("field " + origin.field());
    return e.at(origin.spanOrNull()).hint(hint);
  }

  /** Puts the text together and finds the instructions in it. */
  private static final class InstructionCounter {
    private final StringBuilder text = new StringBuilder();
    private final List<RenderedDockerfile.Instruction> instructions = new ArrayList<>();
    private int line = 1;

    void add(String part, @Nullable Stage stage, @Nullable Step step) {
      String whole = part.stripTrailing() + "\n";
      int first = 0;
      for (String row : whole.split("\n", -1)) {
        boolean inside = first > 0;
        boolean content = !row.isBlank() && !row.stripLeading().startsWith("#");
        if (content && !inside) {
          first = line;
        }
        if (content && !row.stripTrailing().endsWith("\\") && stage != null) {
          instructions.add(new RenderedDockerfile.Instruction(first, line, stage, step));
          first = 0;
        }
        line++;
      }
      line--;
      text.append(whole);
    }

    RenderedDockerfile result() {
      return new RenderedDockerfile(text.toString(), instructions);
    }
  }
}
