package io.github.jbuild.yaml;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into a tree. Aliases work within limits; tags, merge keys, keys that are
 * not text, duplicate keys and second documents are errors.
 */
public final class YamlReader {

  /** How large a document may be, in characters. */
  public static final int MAX_SIZE = 1 << 20;

  static final int MAX_DEPTH = 50;
  static final int MAX_ALIASES = 50;
  static final int MAX_VALUES = 20_000;

  private final YamlText source;
  private final ParserImpl parser;
  private final Map<String, Counted> anchors = new HashMap<>();
  private SourceSpan last;
  private int aliases;

  private YamlReader(YamlText source) {
    this.source = source;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_SIZE + 1);
    this.last = source.start();
    this.parser = new ParserImpl(new StreamReader(source.text()), options);
  }

  /**
   * Reads a document.
   *
   * @param file its name for messages
   * @return empty when there is nothing in it
   * @throws JbuildException of kind {@code INVALID_INPUT} with the place of the first mistake
   */
  public static Optional<YamlNode> read(String file, String text) {
    return read(file, text, 0);
  }

  /**
   * Reads what follows the first {@code skip} characters of {@code text}; places count from the
   * text's beginning.
   *
   * @throws JbuildException as {@link #read(String, String)}
   */
  public static Optional<YamlNode> read(String file, String text, int skip) {
    YamlText source = new YamlText(file, text, skip);
    if (text.length() > MAX_SIZE) {
      throw source.error(source.start(), "the text has more than " + MAX_SIZE + " characters");
    }
    try {
      YamlReader reader = new YamlReader(source);
      try {
        return reader.document();
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // the parser lets these out at escapes cut short and at code points that do not exist
        throw source
            .error(reader.last, "not valid YAML: there is an invalid escape after this")
            .cause(e);
      }
    } catch (MarkedYAMLException e) {
      throw source.error(e);
    } catch (ReaderException e) {
      throw source.error(e);
    }
  }

  private Optional<YamlNode> document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return Optional.empty();
    }
    parser.getEvent();
    YamlNode root = node(0).node();
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw source
          .error(source.at(parser.peekEvent().getStartMark()), "a second document begins here")
          .hint("keep one document per file");
    }
    return Optional.of(root);
  }

  /** A node and how many nodes a walk over it meets. */
  private record Counted(YamlNode node, int values) {}

  private Counted node(int depth) {
    NodeEvent event = (NodeEvent) parser.getEvent();
    SourceSpan place = source.at(event.getStartMark());
    last = place;
    if (event instanceof AliasEvent) {
      return alias(event.getAnchor(), place);
    }
    if (depth > MAX_DEPTH) {
      throw source.error(place, "nested deeper than " + MAX_DEPTH + " levels");
    }
    Counted node;
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), place);
      boolean plain = isPlain(scalar);
      String text = scalar.getValue();
      YamlNode.Type type = plain ? ScalarTypes.ofPlain(text) : YamlNode.Type.TEXT;
      node = new Counted(new YamlNode.Scalar(text, type, place), 1);
    } else if (event instanceof SequenceStartEvent sequence) {
      refuseTag(sequence.getTag(), place);
      node = sequence(depth, place);
    } else {
      refuseTag(((MappingStartEvent) event).getTag(), place);
      node = mapping(depth, place);
    }
    if (event.getAnchor() != null) {
      anchors.put(event.getAnchor(), node);
    }
    return node;
  }

  private Counted sequence(int depth, SourceSpan place) {
    List<YamlNode> items = new ArrayList<>();
    int values = 1;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      Counted item = node(depth + 1);
      values = add(values, item, place);
      items.add(item.node());
    }
    parser.getEvent();
    return new Counted(new YamlNode.Sequence(items, place), values);
  }

  private Counted mapping(int depth, SourceSpan place) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    int values = 1;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode.Scalar key = key(depth);
      Counted value = node(depth + 1);
      values = add(values, value, place);
      YamlNode.@Nullable Entry before =
          entries.put(key.text(), new YamlNode.Entry(key.span(), value.node()));
      if (before != null) {
        throw source
            .error(key.span(), "the key " + Quoted.of(key.text()) + " is a duplicate")
            .hint("the first is on line " + before.keySpan().line());
      }
    }
    parser.getEvent();
    return new Counted(new YamlNode.Mapping(entries, place), values);
  }

  private YamlNode.Scalar key(int depth) {
    boolean plain = parser.peekEvent() instanceof ScalarEvent event && isPlain(event);
    YamlNode node = node(depth + 1).node();
    if (!(node instanceof YamlNode.Scalar key)) {
      throw source.error(node.span(), "a key must be a string, not " + node.describe());
    }
    if (plain && key.text().equals("<<")) {
      throw source
          .error(key.span(), "merge keys (<<) are not supported")
          .hint("use \"extends\" or write the values out");
    }
    return key;
  }

  private Counted alias(String name, SourceSpan place) {
    @Nullable Counted target = anchors.get(name);
    if (target == null) {
      throw source.error(
          place, "the alias " + Quoted.of("*" + name) + " refers to an unfinished anchor");
    }
    if (++aliases > MAX_ALIASES) {
      throw source.error(place, "more than " + MAX_ALIASES + " aliases");
    }
    return target;
  }

  private int add(int values, Counted child, SourceSpan place) {
    int sum = values + child.values();
    if (sum > MAX_VALUES) {
      throw source.error(place, "more than " + MAX_VALUES + " values, with aliases expanded");
    }
    return sum;
  }

  private static boolean isPlain(ScalarEvent event) {
    return event.getScalarStyle() == ScalarStyle.PLAIN;
  }

  private void refuseTag(@Nullable String tag, SourceSpan place) {
    if (tag != null) {
      throw source
          .error(place, "YAML tags such as " + Quoted.of(tag) + " are not allowed")
          .hint("write plain values; put strings into quotes");
    }
  }
}
