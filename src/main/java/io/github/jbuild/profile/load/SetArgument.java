package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code --set path=value} argument: one value merged over a document as an overlay file would
 * be, and single items of lists besides.
 */
final class SetArgument {

  /** The name of this source in places. */
  static final String FILE = "<--set>";

  private final String argument;
  private final List<SetPath.Step> steps;
  private final YamlNode value;

  private SetArgument(String argument, List<SetPath.Step> steps, YamlNode value) {
    this.argument = argument;
    this.steps = steps;
    this.value = value;
  }

  /**
   * Reads an argument.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} if it is not {@code path=value}
   */
  static SetArgument parse(String argument) {
    SetPath path = SetPath.parse(argument);
    YamlNode value =
        YamlReader.read(FILE, argument, path.valueStart())
            .orElseThrow(
                () ->
                    error(argument, path.valueStart(), "there is no value after the =")
                        .hint("write '' for an empty string, null to remove the field"));
    return new SetArgument(argument, path.steps(), value);
  }

  static JbuildException error(String argument, int offset, String message) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message)
        .at(span(argument, offset));
  }

  private static SourceSpan span(String argument, int offset) {
    return new SourceSpan(
        FILE, 1, argument.codePointCount(0, offset) + 1, argument.lines().findFirst().orElse(""));
  }

  /**
   * The document with the value in it.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} if the path goes through something that
   *     has no fields or items
   */
  YamlNode.Mapping applyTo(YamlNode.Mapping document) {
    return (YamlNode.Mapping) in(document, 0);
  }

  private YamlNode in(YamlNode target, int at) {
    SetPath.Step step = steps.get(at);
    return step.keyOrNull() == null
        ? inList(target, step, at)
        : inMap(target, step, step.keyOrNull(), at);
  }

  private YamlNode inMap(YamlNode target, SetPath.Step step, String written, int at) {
    String key = at == 0 ? FormerKeys.today(written) : written;
    if (!(target instanceof YamlNode.Mapping map)) {
      throw fault(step, Quoted.of(key) + " was requested in " + target.describe());
    }
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(map.entries());
    YamlNode.@Nullable Entry before = entries.get(key);
    SourceSpan keySpan = span(argument, step.offset());
    if (at == steps.size() - 1) {
      Merge.put(entries, key, new YamlNode.Entry(keySpan, value));
    } else {
      YamlNode inner =
          before == null || before.value().isNull()
              ? new YamlNode.Mapping(Map.of(), keySpan)
              : before.value();
      SourceSpan place = before == null ? keySpan : before.keySpan();
      entries.put(key, new YamlNode.Entry(place, in(inner, at + 1)));
    }
    return new YamlNode.Mapping(entries, map.span());
  }

  private YamlNode inList(YamlNode target, SetPath.Step step, int at) {
    boolean none = target instanceof YamlNode.Mapping map && map.entries().isEmpty();
    if (!none && !(target instanceof YamlNode.Sequence)) {
      throw fault(step, "an item was requested in " + target.describe());
    }
    List<YamlNode> items =
        target instanceof YamlNode.Sequence list
            ? new ArrayList<>(list.items())
            : new ArrayList<>();
    int index = step.index();
    if (index > items.size() || (index == items.size() && (isInner(at) || value.isNull()))) {
      throw fault(step, "the list has no item " + index + "; it has " + items.size())
          .hint("items count from 0; " + items.size() + " appends");
    }
    if (isInner(at)) {
      items.set(index, in(items.get(index), at + 1));
    } else if (value.isNull()) {
      items.remove(index);
    } else if (index == items.size()) {
      items.add(value);
    } else {
      items.set(index, value);
    }
    return new YamlNode.Sequence(items, target.span());
  }

  private boolean isInner(int at) {
    return at < steps.size() - 1;
  }

  private JbuildException fault(SetPath.Step step, String message) {
    return error(argument, step.offset(), message);
  }
}
