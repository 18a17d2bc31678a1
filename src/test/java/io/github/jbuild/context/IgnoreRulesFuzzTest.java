package io.github.jbuild.context;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.pattern.GoPath;
import io.github.jbuild.core.pattern.IgnoreRules;
import java.nio.charset.StandardCharsets;

/** Corpus entries: an ignore file, a line of only {@code ==}, a path. */
class IgnoreRulesFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void any_file_is_read_or_refused(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int cut = text.lastIndexOf("==\n");
    String path = cut < 0 ? "a/b" : text.substring(cut + 3);
    String content = cut < 0 ? text : text.substring(0, cut);
    try {
      IgnoreRules rules = IgnoreRules.parse("fuzz", content.getBytes(StandardCharsets.UTF_8));
      boolean ignored = rules.ignores(path);
      String folder = GoPath.parent(path);
      if (!ignored && !folder.isEmpty() && rules.ignores(folder) && !rules.mayKeepBelow(folder)) {
        throw new AssertionError("a walk would not find " + path + " below a hidden folder");
      }
    } catch (JbuildException e) {
      if (e.span().isEmpty() || e.kind() != JbuildException.Kind.INVALID_INPUT) {
        throw new AssertionError("no place for the user to look", e);
      }
    }
  }

  @FuzzTest(maxDuration = "30s")
  void any_copy_source_is_read_or_refused(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      ContextName name = ContextName.of(new NamedPath(text, "field", null));
      String path = text.replace('*', 'x');
      boolean matches = name.matches(path);
      String folder = GoPath.parent(path);
      if (matches && !folder.isEmpty() && !name.mayMatchBelow(folder)) {
        throw new AssertionError("a walk would not find " + path);
      }
    } catch (JbuildException e) {
      if (e.kind() != JbuildException.Kind.INVALID_INPUT) {
        throw new AssertionError("not the user's input", e);
      }
    }
  }
}
